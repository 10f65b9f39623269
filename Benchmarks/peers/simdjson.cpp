// The job with simdjson's On-Demand parser, as its documentation has it: a stream of documents in
// batches, one walk over the fields of each, byte ranges of the file on threads.
//
//     c++ -O3 -march=native -std=c++17 -DNDEBUG simdjson.cpp -lsimdjson -lpthread -o simdjson
//     ./simdjson FILE [THREADS]
//
// What every program of this folder prints: see ../README.md.

#include <simdjson.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include <sys/stat.h>

using std::string_view;

namespace {

constexpr int kLookbacks[] = {5, 30, 60, 360, 4320};
constexpr size_t kChunk = 1 << 20;
constexpr int kMaxServices = 8;

int64_t DaysFromCivil(int64_t y, int m, int d) {
  y -= m <= 2;
  const int64_t era = y / 400, yoe = y - era * 400;
  const int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct Tally {
  uint32_t valid = 0, bad = 0;
};

/// Interned customers: open addressing over one arena of bytes.
class Customers {
 public:
  uint32_t Number(string_view name) {
    const uint64_t hash = Hash(name);
    for (size_t i = hash & mask_;; i = (i + 1) & mask_) {
      Slot& slot = slots_[i];
      if (slot.number == 0) {
        slot = {static_cast<uint32_t>(hash >> 32), static_cast<uint32_t>(names_.size() + 1)};
        names_.push_back({static_cast<uint32_t>(bytes_.size()), static_cast<uint32_t>(name.size())});
        bytes_.append(name);
        const uint32_t number = slot.number - 1;
        if (names_.size() * 2 > mask_) Grow();
        return number;
      }
      if (slot.tag == static_cast<uint32_t>(hash >> 32) && Name(slot.number - 1) == name)
        return slot.number - 1;
    }
  }
  string_view Name(uint32_t number) const {
    return string_view(bytes_).substr(names_[number].first, names_[number].second);
  }
  size_t size() const { return names_.size(); }

 private:
  struct Slot {
    uint32_t tag = 0, number = 0;
  };
  static uint64_t Hash(string_view s) {
    uint64_t state = 0x9E3779B97F4A7C15ull ^ s.size();
    while (s.size() >= 8) {
      uint64_t word;
      memcpy(&word, s.data(), 8);
      state = Fold(state ^ word);
      s.remove_prefix(8);
    }
    uint64_t word = 0;
    memcpy(&word, s.data(), s.size());
    return Fold(state ^ word);
  }
  static uint64_t Fold(uint64_t x) {
    const unsigned __int128 p = static_cast<unsigned __int128>(x) * 0xD6E8FEB86659FD93ull;
    return static_cast<uint64_t>(p) ^ static_cast<uint64_t>(p >> 64);
  }
  void Grow() {
    mask_ = mask_ * 2 + 1;
    slots_.assign(mask_ + 1, Slot{});
    for (uint32_t n = 0; n < names_.size(); n++) {
      const uint64_t hash = Hash(Name(n));
      size_t i = hash & mask_;
      while (slots_[i].number != 0) i = (i + 1) & mask_;
      slots_[i] = {static_cast<uint32_t>(hash >> 32), n + 1};
    }
  }
  size_t mask_ = 1023;
  std::vector<Slot> slots_ = std::vector<Slot>(1024);
  std::vector<std::pair<uint32_t, uint32_t>> names_;
  std::string bytes_;
};

class Counts {
 public:
  void Add(string_view ts, string_view service, string_view customer, int64_t status,
           string_view origin) {
    const int s = Service(service);
    const bool bad = status >= 500 && origin == "infrastructure";
    const int64_t minute = Minute(ts);
    Bump(s, minute, 1, bad);
    BumpCustomer(customers_.Number(customer), s, 1, bad);
  }
  void Merge(const Counts& other) {
    std::vector<int> map;
    for (auto& name : other.services_) map.push_back(Service(name));
    for (size_t s = 0; s < other.minutes_.size(); s++)
      for (size_t i = 0; i < other.minutes_[s].size(); i++)
        if (other.minutes_[s][i].valid)
          Bump(map[s], other.first_ + i, other.minutes_[s][i].valid, other.minutes_[s][i].bad);
    for (uint32_t c = 0; c < other.customers_.size(); c++) {
      const uint32_t number = customers_.Number(other.customers_.Name(c));
      for (size_t s = 0; s < map.size(); s++) {
        const Tally& t = other.by_customer_[size_t{c} * kMaxServices + s];
        if (t.valid) BumpCustomer(number, map[s], t.valid, t.bad);
      }
    }
  }
  void Print() const {
    std::map<string_view, size_t> order;
    for (size_t s = 0; s < services_.size(); s++) order[services_[s]] = s;
    for (auto [name, s] : order) {
      Tally all = Sum(s, INT64_MIN);
      printf("%s %u %u", std::string(name).c_str(), all.valid, all.bad);
      for (int minutes : kLookbacks) {
        Tally t = Sum(s, last_ - minutes);
        printf(" %u/%u", t.bad, t.valid);
      }
      printf("\n");
    }
    uint64_t pairs = 0, valid = 0, bad = 0, check = 0;
    for (uint32_t c = 0; c < customers_.size(); c++)
      for (size_t s = 0; s < services_.size(); s++) {
        const Tally& t = by_customer_[size_t{c} * kMaxServices + s];
        if (!t.valid) continue;
        pairs++, valid += t.valid, bad += t.bad;
        check += uint64_t{t.valid} * t.valid * customers_.Name(c).size() + uint64_t{t.bad} * t.valid;
      }
    printf("customers %lu %lu %lu %lu\n", pairs, valid, bad, check);
  }

 private:
  int Service(string_view name) {
    for (size_t i = 0; i < services_.size(); i++)
      if (services_[i] == name) return i;
    services_.emplace_back(name);
    if (services_.size() > kMaxServices) abort();
    minutes_.emplace_back();
    return services_.size() - 1;
  }
  int64_t Minute(string_view ts) {
    if (ts.size() < 16) abort();
    if (memcmp(ts.data(), memo_, 16) == 0) return memo_minute_;
    memcpy(memo_, ts.data(), 16);
    auto two = [&](int i) { return (ts[i] - '0') * 10 + ts[i + 1] - '0'; };
    return memo_minute_ = DaysFromCivil(two(0) * 100 + two(2), two(5), two(8)) * 1440 +
                          two(11) * 60 + two(14);
  }
  void Bump(int s, int64_t minute, uint32_t valid, uint32_t bad) {
    if (first_ == INT64_MIN) first_ = minute - 1440;
    if (minute < first_) {
      const size_t more = first_ - minute + 1440;
      for (auto& m : minutes_) m.insert(m.begin(), m.empty() ? 0 : more, Tally{});
      first_ -= more;
    }
    last_ = std::max(last_, minute);
    auto& m = minutes_[s];
    const size_t i = minute - first_;
    if (i >= m.size()) m.resize(std::max(i + 1, m.size() * 2));
    m[i].valid += valid;
    m[i].bad += bad;
  }
  void BumpCustomer(uint32_t number, int s, uint32_t valid, uint32_t bad) {
    const size_t i = size_t{number} * kMaxServices + s;
    if (i >= by_customer_.size()) by_customer_.resize((size_t{number} + 1) * kMaxServices);
    by_customer_[i].valid += valid;
    by_customer_[i].bad += bad;
  }
  Tally Sum(size_t s, int64_t after) const {
    Tally t;
    for (size_t i = 0; i < minutes_[s].size(); i++)
      if (first_ + static_cast<int64_t>(i) > after)
        t.valid += minutes_[s][i].valid, t.bad += minutes_[s][i].bad;
    return t;
  }

  std::vector<std::string> services_;
  std::vector<std::vector<Tally>> minutes_;
  int64_t first_ = INT64_MIN, last_ = INT64_MIN;
  Customers customers_;
  std::vector<Tally> by_customer_;
  char memo_[16] = {};
  int64_t memo_minute_ = 0;
};

void Event(simdjson::ondemand::object object, Counts& counts) {
  string_view ts, service, customer, origin;
  int64_t status = 0;
  for (auto field : object) {
    const string_view key = field.unescaped_key();
    if (key == "ts") ts = field.value().get_string();
    else if (key == "service") service = field.value().get_string();
    else if (key == "customer") customer = field.value().get_string();
    else if (key == "status") status = field.value().get_int64();
    else if (key == "origin") origin = field.value().get_string();
  }
  counts.Add(ts, service, customer, status, origin);
}

/// Counts the lines that begin in [low, high).
void Work(const char* path, off_t low, off_t high, Counts& counts) {
  const int fd = open(path, O_RDONLY);
  size_t room = kChunk * 2;
  std::unique_ptr<char[]> buffer(new char[room + simdjson::SIMDJSON_PADDING]());
  simdjson::ondemand::parser parser;
  off_t at = low > 0 ? low - 1 : 0;
  bool skips = low > 0;
  size_t held = 0;
  while (true) {
    const ssize_t got = pread(fd, buffer.get() + held, std::min(kChunk, room - held), at);
    if (got < 0) abort();
    const off_t begin = at - held;
    at += got;
    char* first = buffer.get();
    char* end = first + held + got;
    if (skips) {
      first = static_cast<char*>(memchr(first, '\n', end - first)) + 1;
      skips = false;
    }
    char* last = static_cast<char*>(memrchr(first, '\n', end - first));
    last = last ? last + 1 : got == 0 ? end : first;
    bool done = got == 0;
    if (begin + (last - buffer.get()) >= high) {
      char* limit = buffer.get() + (high - begin) - 1;
      if (limit < first) break;
      char* newline = static_cast<char*>(memchr(limit, '\n', last - limit));
      if (newline) last = newline + 1;
      done = true;
    }
    if (last > first) {
      simdjson::ondemand::document_stream stream;
      if (parser.iterate_many(first, last - first, kChunk).get(stream)) abort();
      for (auto document : stream) Event(document.get_object(), counts);
    }
    if (done) break;
    held = end - last;
    memmove(buffer.get(), last, held);
  }
  close(fd);
}

}  // namespace

int main(int count, char** words) {
  const int threads = count > 2 ? atoi(words[2]) : 1;
  struct stat status;
  if (count < 2 || stat(words[1], &status) != 0) return 2;
  std::vector<Counts> counts(threads);
  std::vector<std::thread> running;
  for (int i = 1; i < threads; i++)
    running.emplace_back(Work, words[1], status.st_size * i / threads,
                         status.st_size * (i + 1) / threads, std::ref(counts[i]));
  Work(words[1], 0, status.st_size / threads, counts[0]);
  for (auto& thread : running) thread.join();
  for (int i = 1; i < threads; i++) counts[0].Merge(counts[i]);
  counts[0].Print();
}
