// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "broker/event/names.h"
#include "broker/log/batch_packer.h"
#include "broker/log/inspection.h"
#include "broker/log/log_reader.h"
#include "broker/log/name_rows.h"

namespace eventscope::log {

/// One file of a log, for reading.
///
/// A file that is being written is opened for each call and closed after it: an open connection would keep the writer
/// from ending the file. Thread: one at a time.
class SegmentFile {
public:
    /// Errors: those of inspect.
    [[nodiscard]] static Result<std::unique_ptr<SegmentFile>> open(
        const std::filesystem::path& path, Names& names, Writing writing);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] const Inspection& found() const { return m_found; }
    [[nodiscard]] const SegmentExtent& extent() const { return m_found.extent; }
    /// Looks again at the ends of a file that was being written. `writing` is as of now.
    [[nodiscard]] Result<> refresh(Writing writing);

    /// Bounds of one read; positions from `lowest` to `highest`, at most `count`, from the lower or the upper end.
    struct Range {
        std::uint64_t lowest = 0;
        std::uint64_t highest = 0;
        std::size_t count = 0;
        LogReader::Direction direction = LogReader::Direction::Forward;
        const std::vector<std::string>* channels = nullptr; ///< null = all
    };
    /// Appends what is found, rising. Rows with a wrong checksum go into `damaged`. Returns rows seen.
    [[nodiscard]] Result<std::size_t> read(const Range& range, BatchPacker& to, std::set<std::uint64_t>& damaged);
    /// First position from `from` upwards whose row is there, with its observed time; nullopt at the end.
    struct Stamp {
        std::uint64_t position = 0;
        std::int64_t observedNs = 0;
    };
    [[nodiscard]] Result<std::optional<Stamp>> stampFrom(std::uint64_t from);
    /// First position in [from, to) that was observed at `ns` or later.
    [[nodiscard]] Result<std::optional<std::uint64_t>> firstObserved(
        std::uint64_t from, std::uint64_t to, std::int64_t ns);

    /// At most `count` rows from position `from` upwards; a whole file is scanned in pieces, since a long read of a
    /// file that is being written would keep its write-ahead log from starting anew. Views live for the call of
    /// `visit`.
    struct Row {
        const StoredRow& row;
        std::uint32_t checksum;
    };
    using Visitor = std::function<void(const Row&)>;
    /// Returns the position to go on from; nullopt at the end.
    [[nodiscard]] Result<std::optional<std::uint64_t>> scan(
        std::uint64_t from, std::size_t count, const Visitor& visit);
    /// The connection for other questions, and the texts of a row's names.
    [[nodiscard]] Result<Database*> connection();
    [[nodiscard]] Result<Event> named(const StoredRow& row);
    /// Ends what a call opened where the file is being written. Every public function that reads ends with it.
    void letGo();
    [[nodiscard]] std::uint64_t damagedNames() const { return m_names.damagedNames(); }

private:
    SegmentFile(std::filesystem::path path, Names& names);
    [[nodiscard]] Result<std::uint64_t> lowestOf(Database& database, const Range& range, const std::string& condition);
    [[nodiscard]] Result<std::string> channelCondition(Database& database, const Range& range);
    [[nodiscard]] Result<std::size_t> readForward(Database& database, const Range& range, const std::string& condition,
        BatchPacker& to, std::set<std::uint64_t>& damaged);

    std::filesystem::path m_path;
    NameReader m_names;
    Inspection m_found;
    std::optional<Database> m_database;
};

} // namespace eventscope::log
