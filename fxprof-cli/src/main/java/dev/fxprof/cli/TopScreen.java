package dev.fxprof.cli;

import dev.fxprof.live.view.RunningView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Sized;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** Shows {@link TopView} on a terminal until somebody ends it; the terminal is as before afterwards. */
final class TopScreen {
    private static final long KEY_MILLIS = 50;
    /** Ctrl-L, as everywhere. */
    private static final char REDRAW = '\f';
    private static final long SEQUENCE_MILLIS = 10;
    private static final int TABLE_HEAD = 3;

    private final TopSource source;
    private final TopView view = new TopView();
    private final AtomicBoolean isResized = new AtomicBoolean(true);
    private volatile TopFrame newest;
    private volatile boolean isOver;
    private volatile CommandFailure failure;
    private TopFrame shown;
    private RunningView running;

    TopScreen(TopSource source) {
        this.source = source;
    }

    /** False if this is no terminal on which lines can be placed. */
    boolean run() throws IOException {
        try (Interruption interruption = new Interruption();
                org.jline.terminal.Terminal terminal = TerminalBuilder.builder().system(true)
                        .dumb(true).build()) {
            if (terminal.getType().startsWith(org.jline.terminal.Terminal.TYPE_DUMB)
                    || terminal.getStringCapability(Capability.cursor_address) == null) {
                return false;
            }
            terminal.handle(Signal.WINCH, _ -> isResized.set(true));
            terminal.handle(Signal.INT, _ -> isOver = true);
            Attributes before = terminal.enterRawMode();
            Thread sampling = Thread.ofPlatform().daemon().name("fxprof top").start(this::sample);
            try {
                terminal.puts(Capability.enter_ca_mode);
                terminal.puts(Capability.cursor_invisible);
                show(terminal, interruption);
            } finally {
                isOver = true;
                sampling.interrupt();
                terminal.puts(Capability.cursor_visible);
                terminal.puts(Capability.exit_ca_mode);
                terminal.setAttributes(before);
                terminal.flush();
            }
        }
        if (failure != null) {
            throw failure;
        }
        return true;
    }

    private void sample() {
        try {
            boolean live = true;
            while (!isOver && live) {
                newest = source.next();
                live = newest.isLive();
            }
        } catch (CommandFailure e) {
            // What fails since it is interrupted is no failure.
            failure = isOver ? null : e;
            isOver = true;
        }
    }

    private void show(org.jline.terminal.Terminal terminal, Interruption interruption)
            throws IOException {
        Display display = new Display(terminal, true);
        NonBlockingReader keys = terminal.reader();
        boolean changed = true;
        while (!isOver && !interruption.isRequested()) {
            boolean resized = isResized.getAndSet(false);
            if (resized) {
                display.clear();
            }
            if (refresh() | changed | resized) {
                draw(terminal, display);
            }
            int key = read(keys);
            changed = key >= 0;
            if (key == REDRAW) {
                isResized.set(true);
            } else if (key == NonBlockingReader.EOF || changed && !view.key(key)) {
                isOver = true;
            }
        }
    }

    /** The next key, or what comes of none; an arrow counts as the letter that does the same. */
    private static int read(NonBlockingReader keys) throws IOException {
        int key = keys.read(KEY_MILLIS);
        int next = key == TopView.ESCAPE ? keys.peek(SEQUENCE_MILLIS) : 0;
        if (next != '[' && next != 'O') {
            return key;
        }
        keys.read();
        return switch (keys.read(SEQUENCE_MILLIS)) {
            case 'A' -> 'k';
            case 'B' -> 'j';
            default -> TopView.NO_KEY;
        };
    }

    /** Takes what is new, unless it is to stay. */
    private boolean refresh() {
        if (view.isPaused() && shown != null) {
            return false;
        }
        boolean isNew = newest != shown;
        shown = newest;
        if (view.showsStacks()) {
            running = source.running();
            return true;
        }
        return isNew;
    }

    private void draw(org.jline.terminal.Terminal terminal, Display display) {
        Sized size = terminal.getSize();
        if (size.getColumns() < 1 || size.getRows() < 1 || shown == null) {
            return;
        }
        display.resize(size);
        if (running == null) {
            running = source.running();
        }
        List<String> lines = view.lines(shown, running, size.getColumns(), size.getRows());
        List<AttributedString> styled = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean isBar = i == TABLE_HEAD || i == lines.size() - 1;
            // Some characters are two columns wide.
            styled.add(new AttributedString(lines.get(i),
                    isBar ? AttributedStyle.INVERSE : AttributedStyle.DEFAULT)
                    .columnSubSequence(0, size.getColumns()));
        }
        display.update(styled, 0);
    }
}
