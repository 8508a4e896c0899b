// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/segment_folder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>

#include "broker/log/synced_folder.h"

namespace eventscope::log {
namespace {

constexpr std::string_view Prefix = "segment-";
constexpr std::string_view Suffix = ".eventscope";
constexpr std::array<const char*, 5> Parts{"", "-wal", "-shm", "-journal", "-sealing"};

std::optional<std::uint64_t> numberOf(const std::string& name)
{
    if (!name.starts_with(Prefix) || !name.ends_with(Suffix) || name.size() <= Prefix.size() + Suffix.size())
        return std::nullopt;
    const char* const begin = name.data() + Prefix.size();
    const char* const end = name.data() + name.size() - Suffix.size();
    std::uint64_t number = 0;
    const auto [rest, fault] = std::from_chars(begin, end, number);
    return fault == std::errc() && rest == end && number != 0 ? std::optional(number) : std::nullopt;
}

std::uint64_t bytesOf(const std::filesystem::path& path)
{
    std::uint64_t bytes = 0;
    for (const char* const part : Parts) {
        std::error_code absent;
        const auto size = std::filesystem::file_size(path.string() + part, absent);
        bytes += absent ? 0 : size;
    }
    return bytes;
}

} // namespace

std::filesystem::path SegmentFolder::segmentPath(std::uint64_t number) const
{
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%08llu", static_cast<unsigned long long>(number));
    return m_path / (std::string(Prefix) + digits.data() + std::string(Suffix));
}

Result<std::vector<SegmentFolder::Entry>> SegmentFolder::segments() const
{
    std::vector<Entry> entries;
    std::error_code problem;
    for (std::filesystem::directory_iterator it(m_path, problem), end; !problem && it != end; it.increment(problem)) {
        if (const auto number = numberOf(it->path().filename().string()))
            entries.push_back({*number, it->path(), bytesOf(it->path())});
    }
    if (problem) {
        const auto fault = problem == std::errc::permission_denied ? Fault::Denied
            : problem == std::errc::no_such_file_or_directory      ? Fault::NotFound
                                                                   : Fault::Unavailable;
        return failure(fault, m_path.string() + ": the folder cannot be read (" + problem.message() + ")");
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.number < b.number; });
    return entries;
}

void SegmentFolder::remove(const Entry& entry)
{
    std::error_code ignored;
    for (const char* const part : Parts)
        std::filesystem::remove(entry.path.string() + part, ignored);
}

Result<std::filesystem::path> SegmentFolder::moveAside(const Entry& entry) const
{
    if (auto made = makePrivateFolder(damagedPath()); !made)
        return tl::unexpected(made.error());
    auto target = damagedPath() / entry.path.filename();
    std::error_code problem;
    for (int copy = 1; std::filesystem::exists(target, problem); ++copy)
        target = damagedPath() / (entry.path.filename().string() + "." + std::to_string(copy));
    for (const char* const part : Parts) {
        const std::filesystem::path from = entry.path.string() + part;
        if (std::filesystem::exists(from, problem))
            std::filesystem::rename(from, target.string() + part, problem);
        if (problem)
            return failure(Fault::Unavailable, from.string() + ": cannot be moved aside (" + problem.message() + ")");
    }
    return target;
}

} // namespace eventscope::log
