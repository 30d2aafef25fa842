package dev.fxprof.ringbuffer;

/**
 * Layout of one open frame of a live stack: one cache line.
 *
 * <pre>
 *    0  span      long  span id, 0 if the frame is not recorded
 *    8  parent    long  id of the recorded span around it
 *   16  start     long  ticks, of the slice that is open
 *   24  end       long  ticks, of the last slice, while the span is off the track
 *   32  opened    long  order of opening, for a region
 *   40  site      int   site id
 *   44  level     int   recorded spans below it on the track
 *   48  source    int   player number, 0 for none
 *   52  type      int   how it is closed, weight in bits 8 to 15, bit 16
 *                        if it was left out, bit 31 once it was continued
 * </pre>
 */
final class FrameDescriptor {
    static final int SIZE = 64;
    static final int SPAN = 0;
    static final int PARENT = 8;
    static final int START = 16;
    static final int END = 24;
    static final int OPENED = 32;
    static final int SITE = 40;
    static final int LEVEL = 44;
    static final int SOURCE = 48;
    static final int TYPE = 52;

    private FrameDescriptor() {
    }
}
