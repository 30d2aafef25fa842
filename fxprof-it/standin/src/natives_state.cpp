#include "natives.h"
#include "resources.h"
#include "runtime.h"
#include "statebags.h"
#include "truth.h"

namespace {
void setValue(Call& c) {
    const std::string bag = c.string(0);
    const std::string key = c.string(1);
    truth::sent("state", runtimes::current()->resource.name, key, bag,
            static_cast<size_t>(c.integer(3)));
    statebags::set(bag, key, c.text(2).substr(0, static_cast<size_t>(c.integer(3))), c.flag(4));
}

void getValue(Call& c) {
    const std::string& value = statebags::get(c.string(0), c.string(1));
    if (!value.empty()) {
        c.returns(std::string_view(value));
    }
}

void hasKey(Call& c) {
    c.returns(statebags::has(c.string(0), c.string(1)));
}

void getKeys(Call& c) {
    c.returns(std::string_view(statebags::keys(c.string(0))));
}

void addHandler(Call& c) {
    c.returns(static_cast<int64_t>(statebags::addHandler(runtimes::current()->resource.name,
            c.string(0), c.string(1), c.string(2))));
}

void removeHandler(Call& c) {
    statebags::removeHandler(static_cast<int>(c.integer(0)));
}

void ensureBag(Call&) {
}
}

const Native STATE_NATIVES[] = {{"SET_STATE_BAG_VALUE", "sssii", setValue},
        {"GET_STATE_BAG_VALUE", "ss>o", getValue}, {"STATE_BAG_HAS_KEY", "ss>b", hasKey},
        {"GET_STATE_BAG_KEYS", "s>o", getKeys},
        {"ADD_STATE_BAG_CHANGE_HANDLER", "ssf>i", addHandler},
        {"REMOVE_STATE_BAG_CHANGE_HANDLER", "i", removeHandler},
        {"ENSURE_ENTITY_STATE_BAG", "i", ensureBag}, {nullptr, nullptr, nullptr}};
