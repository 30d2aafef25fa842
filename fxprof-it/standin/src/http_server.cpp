#include "http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <map>

#include "clock.h"
#include "console.h"
#include "convars.h"
#include "perf.h"
#include "players.h"
#include "profiler.h"
#include "resources.h"
#include "text.h"

namespace {
constexpr size_t LONGEST = 65536;
constexpr double A_SECOND = 2;
constexpr double BURST = 5;

struct Answer {
    int status;
    std::string type, body, more;
};

int listener = -1;
std::map<int, std::string> connections;

double tokens = BURST;
int64_t filled = 0;

bool limited() {
    const int64_t now = clocks::realNanos();
    tokens = std::min(BURST, tokens + static_cast<double>(now - filled) / 1e9 * A_SECOND);
    filled = now;
    if (tokens < 1) {
        return true;
    }
    tokens--;
    return false;
}

std::string base64(const std::string& text) {
    static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (size_t i = 0; i < text.size(); i += 3) {
        unsigned bits = 0;
        for (size_t j = 0; j < 3; j++) {
            bits = bits << 8 | (i + j < text.size() ? static_cast<unsigned char>(text[i + j]) : 0);
        }
        for (size_t j = 0; j < 4; j++) {
            out += i + j > text.size() ? '=' : DIGITS[bits >> (18 - 6 * j) & 63];
        }
    }
    return out;
}

std::string header(const std::string& request, const std::string& name) {
    const size_t at = lower(request).find("\r\n" + name + ": ");
    if (at == std::string::npos) {
        return "";
    }
    const size_t begin = at + name.size() + 4;
    return request.substr(begin, request.find("\r\n", begin) - begin);
}

Answer perfPage(const std::string& request) {
    const std::string user = convars::get("sv_prometheusBasicAuthUser", "");
    const std::string password = convars::get("sv_prometheusBasicAuthPassword", "");
    const bool open = user.empty() && password.empty();
    const bool authorised = !open && header(request, "authorization")
            == "Basic " + base64(user + ":" + password);
    if (!open && !authorised) {
        return {401, "text/plain", "Unauthorized.", ""};
    }
    if (!authorised && limited()) {
        return {429, "text/plain", "Rate limit exceeded.", ""};
    }
    return {200, "text/plain", perf::text(), ""};
}

std::string infoJson() {
    std::string list;
    for (const auto& resource : resources::all()) {
        if (resource->state == State::started) {
            list += (list.empty() ? "" : ",") + quoted(resource->name);
        }
    }
    return "{\"enhancedHostSupport\":true,\"resources\":[" + list + "],\"server\":"
            "\"FXServer-standin v1.0.0 linux\",\"vars\":{\"sv_maxClients\":"
            + quoted(convars::get("sv_maxclients", "48")) + "},\"version\":1}";
}

std::string playersJson() {
    std::string list;
    for (const Player& player : players::all()) {
        std::string identifiers;
        for (const std::string& identifier : player.identifiers) {
            identifiers += (identifiers.empty() ? "" : ",") + quoted(identifier);
        }
        list += format("%s{\"endpoint\":\"127.0.0.1\",\"id\":%d,\"identifiers\":[%s],\"name\":%s,"
                "\"ping\":%d}", list.empty() ? "" : ",", player.id, identifiers.c_str(),
                quoted(player.name).c_str(), player.ping);
    }
    return "[" + list + "]";
}

Answer page(const std::string& request) {
    const size_t from = request.find(' ') + 1;
    const std::string target = request.substr(from, request.find_first_of(" ?", from) - from);
    if (target == "/perf") {
        return perfPage(request);
    }
    const std::string json = "application/json";
    if (target == "/info.json") {
        return {200, json, infoJson(), ""};
    }
    if (target == "/players.json") {
        return {200, json, playersJson(), ""};
    }
    if (target == "/profileData.json" && !profiler::viewed().empty()) {
        return {200, json, profiler::viewed(), "Access-Control-Allow-Origin: *\r\n"};
    }
    return {404, "text/plain", "Not found.", ""};
}

void answer(int socket, const std::string& request) {
    const Answer a = page(request);
    const std::string text = format("HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
            "Connection: close\r\n%s\r\n", a.status, a.status == 200 ? "OK" : "Error",
            a.type.c_str(), a.body.size(), a.more.c_str()) + a.body;
    for (size_t sent = 0; sent < text.size();) {
        const ssize_t wrote = send(socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (wrote <= 0) {
            break;
        }
        sent += static_cast<size_t>(wrote);
    }
}

// False where the connection is done.
bool receive(int socket, std::string& request) {
    char buffer[4096];
    const ssize_t got = recv(socket, buffer, sizeof buffer, 0);
    if (got <= 0 || request.size() > LONGEST) {
        return false;
    }
    request.append(buffer, static_cast<size_t>(got));
    if (request.find("\r\n\r\n") == std::string::npos) {
        return true;
    }
    answer(socket, request);
    return false;
}
}

namespace http_server {
bool listen(const std::string& endpoint) {
    const size_t colon = endpoint.rfind(':');
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(std::atoi(endpoint.c_str() + colon + 1)));
    const int yes = 1;
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    socklen_t size = sizeof address;
    if (inet_pton(AF_INET, endpoint.substr(0, colon).c_str(), &address.sin_addr) != 1
            || bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0
            || ::listen(listener, 16) != 0
            || getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        console::print("standin", "cannot listen on " + endpoint + "\n");
        return false;
    }
    console::print("standin", "HTTP on " + endpoint.substr(0, colon) + ":"
            + std::to_string(ntohs(address.sin_port)) + "\n");
    return true;
}

void watch(std::vector<pollfd>& files) {
    if (listener >= 0) {
        files.push_back({listener, POLLIN, 0});
    }
    for (const auto& connection : connections) {
        files.push_back({connection.first, POLLIN, 0});
    }
}

void serve(const std::vector<pollfd>& files) {
    for (const pollfd& file : files) {
        if ((file.revents & (POLLIN | POLLHUP | POLLERR)) == 0) {
            continue;
        }
        const auto connection = connections.find(file.fd);
        if (file.fd == listener) {
            const int socket = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket >= 0) {
                connections[socket];
            }
        } else if (connection != connections.end() && !receive(file.fd, connection->second)) {
            ::close(file.fd);
            connections.erase(connection);
        }
    }
}

void close() {
    for (const auto& connection : connections) {
        ::close(connection.first);
    }
    connections.clear();
    if (listener >= 0) {
        ::close(listener);
        listener = -1;
    }
}
}
