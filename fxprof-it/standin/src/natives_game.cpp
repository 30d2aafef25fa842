#include "clock.h"
#include "truth.h"
#include "natives.h"

// Natives of the game: the stand-in has no game, they take a stated time and answer plausibly.
namespace {
constexpr int COORDS_MICROS = 2;
constexpr int PED_MICROS = 1;
constexpr int VEHICLE_MICROS = 150;

void gameTimer(Call& c) {
    c.returns(clocks::gameTimerMillis());
}

void coords(Call& c) {
    clocks::burn(COORDS_MICROS);
    const double id = static_cast<double>(c.integer(0));
    c.returnsVector(id, id * 2, 30);
}

void heading(Call& c) {
    clocks::burn(PED_MICROS);
    c.returnsNumber(static_cast<double>(c.integer(0) % 360));
}

void ped(Call& c) {
    clocks::burn(PED_MICROS);
    c.returns(c.integer(0) + 1000);
}

void createVehicle(Call& c) {
    static int64_t last = 5000;
    clocks::burn(VEHICLE_MICROS);
    c.returns(++last);
}

void deleteEntity(Call&) {
    clocks::burn(PED_MICROS);
}

void exists(Call& c) {
    clocks::burn(PED_MICROS);
    c.returns(c.integer(0) != 0);
}

void noEntities(Call& c) {
    clocks::burn(PED_MICROS);
    c.returns(std::string_view("\x90"));
}

void setCoords(Call&) {
    clocks::burn(COORDS_MICROS);
}

void same(Call& c) {
    c.returns(c.integer(0));
}

// Takes as many microseconds as the script says.
void burn(Call& c) {
    const int64_t from = clocks::threadNanos();
    clocks::burn(c.integer(0));
    truth::burnedNanos += clocks::threadNanos() - from;
}
}

const Native GAME_NATIVES[] = {{"GET_GAME_TIMER", ">i", gameTimer},
        {"GET_ENTITY_COORDS", "i>v", coords}, {"GET_ENTITY_HEADING", "i>f", heading},
        {"GET_PLAYER_PED", "i>i", ped}, {"GET_VEHICLE_PED_IS_IN", "ii>i", ped},
        {"CREATE_VEHICLE", "hiiiiii>i", createVehicle}, {"DELETE_ENTITY", "i", deleteEntity},
        {"DOES_ENTITY_EXIST", "i>b", exists}, {"GET_ENTITY_HEALTH", "i>i", ped},
        {"NETWORK_GET_NETWORK_ID_FROM_ENTITY", "i>i", same},
        {"NETWORK_GET_ENTITY_FROM_NETWORK_ID", "i>i", same}, {"GET_ALL_PEDS", ">o", noEntities},
        {"GET_ALL_VEHICLES", ">o", noEntities}, {"GET_ALL_OBJECTS", ">o", noEntities},
        {"SET_ENTITY_COORDS", "iiiiiiii", setCoords}, {"GET_ENTITY_MODEL", "i>i", ped},
        {"STANDIN_BURN", "i", burn},
        {nullptr, nullptr, nullptr}};
