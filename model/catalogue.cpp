// SPDX-License-Identifier: Apache-2.0

#include "model/catalogue.hpp"

#include <array>
#include <span>
#include <string_view>

#include "model/clauses/groups.hpp"
#include "model/ensure.hpp"

namespace wsconform {

namespace {

class Joined {
  public:
    consteval Joined() {
        add("cancel-async", clauses::cancel_async);
        add("async-get", clauses::async_get);
        add("async-host-by-name", clauses::async_host_by_name);
        add("async-host-by-addr", clauses::async_host_by_addr);
        add("async-proto", clauses::async_proto);
        add("async-serv", clauses::async_serv);
        add("pseudo-blocking", clauses::pseudo_blocking);
        add("cancel-blocking", clauses::cancel_blocking);
        add("after-cancel", clauses::after_cancel);
        add("blocking-callback", clauses::blocking_callback);
        add("blocking-hook", clauses::blocking_hook);
        add("nesting", clauses::nesting);
        add("recv-disconnect", clauses::recv_disconnect);
        add("spi-recv-disconnect", clauses::spi_recv_disconnect);
        add("send-disconnect", clauses::send_disconnect);
        add("shutdown", clauses::shutdown);
        add("close", clauses::close);
        add("fd-close", clauses::fd_close);
        add("end-of-stream", clauses::end_of_stream);
        add("enum-protocols", clauses::enum_protocols);
        add("startup", clauses::startup);
        add("version", clauses::version);
        add("cleanup", clauses::cleanup);
        add("not-initialised", clauses::not_initialised);
        add("last-error", clauses::last_error);
        add("connecting", clauses::connecting);
        add("accepting", clauses::accepting);
        add("binding", clauses::binding);
        add("creating", clauses::creating);
        add("datagram", clauses::datagram);
        add("network-events", clauses::network_events);
        add("receiving", clauses::receiving);
        add("sending", clauses::sending);
        add("select", clauses::select);
        add("overlapped", clauses::overlapped);
        add("host-name", clauses::host_name);
        add("spi-startup", clauses::spi_startup);
        add("spi-version", clauses::spi_version);
        add("proc-table", clauses::proc_table);
        add("upcall-table", clauses::upcall_table);
        add("upcall", clauses::upcall);
        add("provider-duty", clauses::provider_duty);
        add("spi-cleanup", clauses::spi_cleanup);
        add("layering", clauses::layering);
        ensure(size_ == clause_count, "a group of clauses is missing");
    }

    constexpr const Clause& operator[](std::size_t index) const { return *rows_[index]; }

  private:
    /// Where the group's names stand; that its rows are theirs, its own file asserts.
    consteval void add(std::string_view name, std::span<const Clause> group) {
        ensure(group_of(clause_names[size_]) == name, "a group of clauses is not in its place");
        for (const Clause& row : group)
            rows_[size_++] = &row;
    }

    std::array<const Clause*, clause_count> rows_{};
    std::size_t size_{};
};

/// Where the rows are is known when this is compiled, though not what they say.
constexpr Joined rows;

}  // namespace

const Clause& ClauseId::operator*() const {
    return rows[index_];
}

std::optional<ClauseId> ClauseId::find(std::string_view slug_or_id) {
    for (const ClauseId clause : all_clauses()) {
        if (clause->slug == slug_or_id || clause->id == slug_or_id) return clause;
    }
    return std::nullopt;
}

std::vector<ClauseId> all_clauses() {
    std::vector<ClauseId> all;
    all.reserve(clause_count);
    for (std::size_t i = 0; i < clause_count; ++i)
        all.push_back(ClauseId::at(i));
    return all;
}

Levels levels_of(ClauseId clause) {
    static const auto levels = [] {
        std::array<Levels, clause_count> all{};
        for (std::size_t i = 0; i < clause_count; ++i)
            all[i] = rows[i].levels;
        return all;
    }();
    return levels[clause.index()];
}

}  // namespace wsconform
