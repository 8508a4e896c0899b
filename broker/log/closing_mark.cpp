// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/closing_mark.h"

#include <array>
#include <cstddef>
#include <cstring>
#include <vector>

#include "broker/event/delivery_envelope.h"

namespace eventscope::log {
namespace {

constexpr std::array<char, 8> Magic{'E', 'S', 'C', 'L', 'O', 'S', 'E', '1'};
constexpr std::uint64_t ChunkBytes = std::uint64_t{1} << 20;

struct Stored {
    std::array<char, 8> magic = Magic;
    std::uint64_t fileBytes = 0;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t events = 0;
    std::uint64_t eventsBefore = 0;
    std::uint64_t previousLast = 0;
    std::uint32_t fileChecksum = 0;
    std::uint32_t ownChecksum = 0;

    [[nodiscard]] std::uint32_t expectedChecksum() const
    {
        return crc32c(std::string_view(reinterpret_cast<const char*>(this), offsetof(Stored, ownChecksum)));
    }
};
static_assert(sizeof(Stored) == ClosingMark::Bytes);

} // namespace

Result<std::optional<ClosingMark>> ClosingMark::read(Database& database)
{
    const auto bytes = database.fileBytes();
    if (!bytes)
        return tl::unexpected(bytes.error());
    // Pages are a multiple of 512 bytes; a mark is what stands beyond them.
    if (*bytes < Bytes || *bytes % 512 == 0)
        return std::nullopt;
    std::array<char, sizeof(Stored)> raw{};
    if (auto read = database.readBytes(*bytes - Bytes, raw); !read)
        return tl::unexpected(read.error());
    Stored stored;
    std::memcpy(&stored, raw.data(), sizeof stored);
    if (stored.magic != Magic || stored.ownChecksum != stored.expectedChecksum() || stored.fileBytes != *bytes - Bytes)
        return failure(
            Fault::Corrupt, "The closing mark of " + database.path().string() + " is damaged or the file was cut.");
    return ClosingMark{stored.fileBytes, stored.first, stored.last, stored.events, stored.eventsBefore,
        stored.previousLast, stored.fileChecksum};
}

Result<std::uint32_t> ClosingMark::checksumOfFile(Database& database, std::uint64_t bytes, const Progress& progress)
{
    std::vector<char> chunk(ChunkBytes);
    std::uint32_t sum = 0;
    for (std::uint64_t at = 0; at < bytes;) {
        const auto size = std::min<std::uint64_t>(ChunkBytes, bytes - at);
        const std::span<char> part(chunk.data(), static_cast<std::size_t>(size));
        if (auto read = database.readBytes(at, part); !read)
            return tl::unexpected(read.error());
        sum = crc32c(std::string_view(part.data(), part.size()), sum);
        at += size;
        if (progress && !progress(static_cast<double>(at) / static_cast<double>(bytes)))
            return failure(Fault::Unavailable, "stopped");
    }
    return sum;
}

Result<> ClosingMark::appendTo(Database& database)
{
    if (auto locked = database.execute("BEGIN EXCLUSIVE"); !locked)
        return locked;
    const auto write = [&]() -> Result<> {
        const auto bytes = database.fileBytes();
        if (!bytes)
            return tl::unexpected(bytes.error());
        const auto sum = checksumOfFile(database, *bytes, nullptr);
        if (!sum)
            return tl::unexpected(sum.error());
        fileBytes = *bytes;
        fileChecksum = *sum;
        Stored stored{Magic, fileBytes, first, last, events, eventsBefore, previousLast, fileChecksum, 0};
        stored.ownChecksum = stored.expectedChecksum();
        std::array<char, sizeof stored> raw{};
        std::memcpy(raw.data(), &stored, sizeof stored);
        if (auto written = database.writeBytes(fileBytes, std::string_view(raw.data(), raw.size())); !written)
            return written;
        return database.syncFile();
    };
    auto written = write();
    // Nothing was changed in the transaction; it only held the lock.
    if (auto ended = database.execute("COMMIT"); !ended && written)
        return ended;
    return written;
}

Result<> ClosingMark::removeFrom(Database& database)
{
    const auto bytes = database.fileBytes();
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (*bytes % 512 == 0)
        return {};
    if (auto locked = database.execute("BEGIN EXCLUSIVE"); !locked)
        return locked;
    auto cut = database.cutFile(*bytes - *bytes % 512);
    if (cut)
        cut = database.syncFile();
    if (auto ended = database.execute("COMMIT"); !ended && cut)
        return ended;
    return cut;
}

} // namespace eventscope::log
