#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "reports/sample/sample_report.hpp"

namespace wsconform {
namespace {

/// Chance that is the same everywhere: no distribution of the library is.
class Chance {
  public:
    explicit Chance(std::size_t seed) : engine_{static_cast<std::mt19937::result_type>(seed)} {}
    std::size_t below(std::size_t bound) { return engine_() % bound; }
    std::string number(std::size_t bound) { return std::to_string(below(bound)); }
    template <typename List>
    auto one_of(const List& list) {
        return list[below(list.size())];
    }

  private:
    std::mt19937 engine_;
};

constexpr auto calls = std::to_array<std::string_view>(
    {"WSAAsyncGetHostByAddr", "WSAAsyncGetHostByName", "WSAAsyncGetServByPort",
     "WSACancelAsyncRequest", "WSACancelBlockingCall", "WSARecvDisconnect", "WSASendDisconnect",
     "WSAStartup", "accept", "closesocket", "connect", "recv", "recvfrom", "select", "send",
     "shutdown"});
constexpr auto replies = std::to_array<std::string_view>(
    {"returned 0", "returned SOCKET_ERROR, WSAEINVAL", "returned SOCKET_ERROR, WSAENOTSOCK",
     "returned SOCKET_ERROR, WSAEINTR", "returned SOCKET_ERROR, WSAEWOULDBLOCK", "returned 5",
     "returned a socket", "got the message of r1: success", "saw a reset", "saw nothing"});

Alternative alternative(Chance& chance) {
    return {std::string{chance.one_of(replies)}, {ClauseId::at(chance.below(clause_count))}};
}

TranscriptLine line(std::size_t step, Chance& chance) {
    const std::string action = std::string{chance.one_of(calls)} + "(s" + chance.number(8) + ", " +
                               chance.number(200) + ", b" + chance.number(4) + ")";
    TranscriptLine made{step, "main", action, "", {alternative(chance)}, false};
    while (chance.below(3) == 0 && made.allowed.size() < 4)
        made.allowed.push_back(alternative(chance));
    made.observed = made.allowed.front().reply;
    return made;
}

PurposeResult conforming(std::size_t number, std::size_t purposes) {
    Chance chance{number};
    const std::string_view call = calls[number * calls.size() / purposes];
    const ClauseId clause = ClauseId::at(chance.below(clause_count));
    PurposeResult result{std::string{call} + "/generated_" + std::to_string(number),
                         std::string{clause->text},
                         "valid",
                         {clause},
                         {},
                         {},
                         {}};
    result.judgement.verdict = Verdict::pass;
    result.judgement.exercised = {clause};
    for (std::size_t steps = 5 + chance.below(5), i = 0; i < steps; ++i)
        result.judgement.transcript.push_back(line(i, chance));
    if (chance.below(10) == 0) result.judgement.choices = {{"AMB-01", "WSAEINVAL"}};
    return result;
}

/// Another reply at some step, which is a violation as often as not.
void deviate(PurposeResult& result, Chance& chance) {
    Judgement& judgement = result.judgement;
    TranscriptLine& at = judgement.transcript[chance.below(judgement.transcript.size())];
    at.observed = chance.one_of(replies);
    if (chance.below(2) == 0) return;
    at.violated = true;
    judgement.verdict = Verdict::fail;
    judgement.reason = "step " + std::to_string(at.step + 1) + ": " + at.observed;
    judgement.violations = {{at.step, at.action + " " + at.observed, at.allowed,
                             at.allowed.front().clauses, std::nullopt, ""}};
}

}  // namespace

std::vector<Report> many_sample_reports(std::size_t providers, std::size_t purposes) {
    std::vector<Report> reports;
    for (std::size_t provider = 0; provider < providers; ++provider) {
        Report report = sample_report();
        report.provider = "spi:provider_" + std::to_string(provider + 1) + ".dll";
        report.purposes.clear();
        for (std::size_t number = 0; number < purposes; ++number) {
            PurposeResult result = conforming(number, purposes);
            Chance chance{provider * purposes + number};
            if (chance.below(8) == 0) deviate(result, chance);
            report.purposes.push_back(std::move(result));
        }
        reports.push_back(std::move(report));
    }
    return reports;
}

}  // namespace wsconform
