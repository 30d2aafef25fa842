#include "http_client.h"

#include <curl/curl.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "events.h"
#include "msgpack.h"
#include "text.h"

// Assumptions: request, deliver and finish are called by the main thread only. Guarantees: an
// answer is delivered once. Progress: the main thread only ever waits for the queue's lock.
namespace {
constexpr int WORKERS = 4;
constexpr long SECONDS_WITHOUT_ANSWER = 5;

struct Job {
    int token;
    std::string url, method, data;
    std::map<std::string, std::string> headers;
    bool follow = true;
};

struct Answer {
    int token;
    long status = 0;
    std::string body, error;
    std::map<std::string, std::string> headers;
};

std::mutex lock;
std::condition_variable wake;
std::deque<Job> jobs;
std::vector<Answer> answers;
std::vector<std::thread> workers;
std::atomic<bool> ending{false};
int lastToken = 0;

// Ends what is under way when the server ends.
int onProgress(void*, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return ending ? 1 : 0;
}

size_t onBody(char* bytes, size_t, size_t count, void* to) {
    static_cast<std::string*>(to)->append(bytes, count);
    return count;
}

size_t onHeader(char* bytes, size_t, size_t count, void* to) {
    const std::string line(bytes, count);
    const size_t colon = line.find(": ");
    if (colon != std::string::npos) {
        const size_t end = line.find_last_not_of("\r\n");
        (*static_cast<std::map<std::string, std::string>*>(to))[line.substr(0, colon)]
                = line.substr(colon + 2, end - colon - 1);
    }
    return count;
}

Answer perform(const Job& job) {
    Answer answer{job.token, 0, "", "", {}};
    CURL* curl = curl_easy_init();
    curl_slist* headers = nullptr;
    for (const auto& [name, value] : job.headers) {
        headers = curl_slist_append(headers, (name + ": " + value).c_str());
    }
    curl_easy_setopt(curl, CURLOPT_URL, job.url.c_str());
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, job.method.c_str());
    curl_easy_setopt(curl, CURLOPT_NOBODY, job.method == "HEAD" ? 1L : 0L);
    if (!job.data.empty()) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(job.data.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, job.data.data());
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, job.follow ? 1L : 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, SECONDS_WITHOUT_ANSWER);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, onProgress);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, onBody);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, onHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer.headers);
    const CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    if (code != CURLE_OK) {
        answer.status = 0;
        answer.error = curl_easy_strerror(code);
    } else if (answer.status >= 400) {
        answer.error = format("HTTP %ld: %s", answer.status, answer.body.c_str());
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return answer;
}

void work() {
    std::unique_lock<std::mutex> held(lock);
    while (!ending) {
        if (jobs.empty()) {
            wake.wait(held);
            continue;
        }
        const Job job = std::move(jobs.front());
        jobs.pop_front();
        held.unlock();
        Answer answer = perform(job);
        held.lock();
        answers.push_back(std::move(answer));
    }
}

void readHeaders(msgpack::Reader& in, msgpack::Type type, Job& job) {
    for (size_t count = type == msgpack::Type::map ? in.size : 0; count > 0; count--) {
        in.next();
        const std::string name(in.text);
        const msgpack::Type kind = in.next();
        job.headers[name] = kind == msgpack::Type::integer ? std::to_string(in.integer)
                : std::string(in.text);
    }
}

bool read(std::string_view packed, Job& job) {
    msgpack::Reader in(packed);
    if (in.next() != msgpack::Type::map) {
        return false;
    }
    for (size_t count = in.size; count > 0; count--) {
        in.next();
        const std::string key(in.text);
        const msgpack::Type type = in.next();
        if (key == "headers") {
            readHeaders(in, type, job);
        } else if (key == "followLocation") {
            job.follow = in.integer != 0;
        } else if (key == "url") {
            job.url = in.text;
        } else if (key == "method") {
            job.method = in.text;
        } else if (key == "data") {
            job.data = in.text;
        }
    }
    return !job.url.empty();
}
}

namespace http {
int request(std::string_view packed) {
    Job job;
    if (!read(packed, job)) {
        return -1;
    }
    job.token = ++lastToken;
    const std::lock_guard<std::mutex> held(lock);
    if (workers.empty()) {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        for (int i = 0; i < WORKERS; i++) {
            workers.emplace_back(work);
        }
    }
    jobs.push_back(job);
    wake.notify_one();
    return job.token;
}

void deliver() {
    std::vector<Answer> come;
    {
        const std::lock_guard<std::mutex> held(lock);
        come.swap(answers);
    }
    for (const Answer& answer : come) {
        std::string payload;
        msgpack::array(payload, 5);
        msgpack::integer(payload, answer.token);
        msgpack::integer(payload, answer.status);
        if (answer.error.empty()) {
            msgpack::string(payload, answer.body);
        } else {
            msgpack::nil(payload);
        }
        msgpack::map(payload, answer.headers.size());
        for (const auto& [name, value] : answer.headers) {
            msgpack::string(payload, name);
            msgpack::string(payload, value);
        }
        if (answer.error.empty()) {
            msgpack::nil(payload);
        } else {
            msgpack::string(payload, answer.error);
        }
        events::queue("__cfx_internal:httpResponse", payload, "");
    }
}

void finish() {
    {
        const std::lock_guard<std::mutex> held(lock);
        ending = true;
    }
    wake.notify_all();
    for (std::thread& worker : workers) {
        worker.join();
    }
}
}
