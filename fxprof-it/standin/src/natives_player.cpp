#include <cstdlib>

#include "natives.h"
#include "players.h"
#include "runtime.h"

namespace {
const Player* player(Call& c) {
    const std::string_view text = c.text(0);
    return players::find(text.empty() ? static_cast<int>(c.integer(0))
            : std::atoi(std::string(text).c_str()));
}

void numIndices(Call& c) {
    c.returns(static_cast<int64_t>(players::all().size()));
}

void fromIndex(Call& c) {
    const auto index = static_cast<size_t>(c.integer(0));
    if (index < players::all().size()) {
        c.returns(std::string_view(std::to_string(players::all()[index].id)));
    }
}

void name(Call& c) {
    if (const Player* found = player(c)) {
        c.returns(std::string_view(found->name));
    }
}

void ping(Call& c) {
    const Player* found = player(c);
    c.returns(found == nullptr ? 0 : found->ping);
}

void numIdentifiers(Call& c) {
    const Player* found = player(c);
    c.returns(found == nullptr ? 0 : static_cast<int64_t>(found->identifiers.size()));
}

void identifier(Call& c) {
    const Player* found = player(c);
    const auto index = static_cast<size_t>(c.integer(1));
    if (found != nullptr && index < found->identifiers.size()) {
        c.returns(std::string_view(found->identifiers[index]));
    }
}

// Identifiers are TYPE:VALUE.
void identifierByType(Call& c) {
    const Player* found = player(c);
    const std::string head = c.string(1) + ":";
    if (found == nullptr) {
        return;
    }
    for (const std::string& one : found->identifiers) {
        if (one.compare(0, head.size(), head) == 0) {
            c.returns(std::string_view(one));
            return;
        }
    }
}

void routingBucket(Call& c) {
    c.returns(0);
}

void endpoint(Call& c) {
    if (player(c) != nullptr) {
        c.returns(std::string_view("127.0.0.1"));
    }
}

void numTokens(Call& c) {
    c.returns(player(c) == nullptr ? 0 : 1);
}

void token(Call& c) {
    if (const Player* found = player(c)) {
        c.returns(std::string_view("2:token" + std::to_string(found->id)));
    }
}

void dropPlayer(Call& c) {
    if (const Player* found = player(c)) {
        players::drop(found->id, c.string(1));
    }
}

void exists(Call& c) {
    c.returns(player(c) != nullptr);
}
}

const Native PLAYER_NATIVES[] = {{"GET_NUM_PLAYER_INDICES", ">i", numIndices},
        {"GET_PLAYER_FROM_INDEX", "i>s", fromIndex}, {"GET_PLAYER_NAME", "s>s", name},
        {"GET_PLAYER_PING", "s>i", ping}, {"GET_NUM_PLAYER_IDENTIFIERS", "s>i", numIdentifiers},
        {"GET_PLAYER_IDENTIFIER", "si>s", identifier}, {"GET_PLAYER_IDENTIFIER_BY_TYPE", "ss>s", identifierByType},
        {"GET_PLAYER_ROUTING_BUCKET", "s>i", routingBucket}, {"GET_PLAYER_ENDPOINT", "s>s", endpoint},
        {"GET_NUM_PLAYER_TOKENS", "s>i", numTokens}, {"GET_PLAYER_TOKEN", "si>s", token},
        {"DROP_PLAYER", "ss", dropPlayer}, {"DOES_PLAYER_EXIST", "s>b", exists},
        {nullptr, nullptr, nullptr}};
