package dev.fxprof.simulator.managed;

/** Sells fuel: a price that others ask for, and a charge on the bank for each refuel. */
final class FuelPump implements ManagedScript {
    private static final double BASE_PRICE = 1.2;

    @Override
    public void start(ManagedApi api) {
        api.export("pricePerLitre", args -> price(args.length > 0 ? args[0] : ""));
        api.on("fuel:refuel", args -> {
            if (args.length >= 2 && args[1] instanceof Number litres) {
                api.invokeNative("GET_PLAYER_PED", args[0]);
                long amount = Math.round(litres.doubleValue() * price(""));
                api.call("banking", "charge", args[0], amount, "fuel");
            }
        });
    }

    private static double price(Object station) {
        return BASE_PRICE + Math.floorMod(String.valueOf(station).hashCode(), 30) / 100.0;
    }
}
