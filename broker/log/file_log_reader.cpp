// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/file_log_reader.h"

#include <algorithm>
#include <utility>

#include "broker/log/log_check.h"
#include "broker/log/recording_writer.h"
#include "broker/log/writer_lock.h"

namespace eventscope::log {
namespace {

constexpr std::uint64_t LookBack =
    1024; // observed times are nearly in order: sources that bring their own stamps are not

} // namespace

FileLogReader::FileLogReader(std::filesystem::path path, Names& names, bool isFolder)
    : m_path(std::move(path))
    , m_names(names)
    , m_isFolder(isFolder)
{
}

Result<std::unique_ptr<FileLogReader>> FileLogReader::open(const std::filesystem::path& path, Names& names)
{
    std::error_code problem;
    const auto status = std::filesystem::status(path, problem);
    if (status.type() == std::filesystem::file_type::not_found)
        return failure(Fault::NotFound, path.string() + ": there is no such recording");
    if (problem)
        return failure(problem == std::errc::permission_denied ? Fault::Denied : Fault::Unavailable,
            path.string() + ": " + problem.message());
    const bool isFolder = status.type() == std::filesystem::file_type::directory;
    if (!isFolder && status.type() != std::filesystem::file_type::regular)
        return failure(Fault::Invalid, path.string() + ": this is neither a file nor a folder");
    auto reader = std::unique_ptr<FileLogReader>(new FileLogReader(path, names, isFolder));
    if (auto opened = reader->openFiles(); !opened)
        return tl::unexpected(opened.error());
    return reader;
}

std::filesystem::path FileLogReader::markPath() const
{
    return m_isFolder ? SegmentFolder(m_path).markPath() : RecordingWriter::markPath(m_path);
}

Writing FileLogReader::writingNow() const
{
    const auto lock = m_isFolder ? SegmentFolder(m_path).lockPath() : RecordingWriter::lockPath(m_path);
    return WriterLock::isHeld(lock) ? Writing::Now : Writing::No;
}

Result<> FileLogReader::openFiles()
{
    const auto writing = writingNow();
    if (!m_isFolder) {
        auto file = SegmentFile::open(m_path, m_names, writing);
        if (!file)
            return tl::unexpected(file.error());
        m_files.push_back(*std::move(file));
    } else {
        const auto entries = SegmentFolder(m_path).segments();
        if (!entries)
            return tl::unexpected(entries.error());
        std::error_code absent;
        if (entries->empty() && !std::filesystem::exists(markPath(), absent))
            return failure(Fault::Invalid, m_path.string() + ": this folder holds no log of Eventscope");
        takeNewSegments(writing);
        if (m_files.empty() && !entries->empty())
            return failure(Fault::Corrupt, m_unusable.front());
    }
    report();
    return {};
}

void FileLogReader::takeNewSegments(Writing writing)
{
    std::error_code absent;
    m_folderTime = std::filesystem::last_write_time(m_path, absent);
    const auto entries = SegmentFolder(m_path).segments();
    if (!entries)
        return;
    const auto isListed = [&](const std::unique_ptr<SegmentFile>& file) {
        return std::any_of(
            entries->begin(), entries->end(), [&](const auto& entry) { return entry.path == file->path(); });
    };
    std::erase_if(m_files, [&](const auto& file) { return !isListed(file); });
    m_unusable.clear();
    for (const auto& entry : *entries) {
        const auto isKnown = [&](const std::unique_ptr<SegmentFile>& file) { return file->path() == entry.path; };
        if (std::any_of(m_files.begin(), m_files.end(), isKnown))
            continue;
        if (entry.bytes == 0) // its writer is about to fill it, or died before it could
            continue;
        auto file = SegmentFile::open(entry.path, m_names, writing);
        if (file)
            m_files.push_back(*std::move(file));
        else if (file.error().fault != Fault::NotFound) // removed by the disk budget between listing and opening
            m_unusable.push_back("A segment cannot be read: " + file.error().what);
    }
    std::sort(m_files.begin(), m_files.end(),
        [](const auto& a, const auto& b) { return a->extent().number < b->extent().number; });
}

void FileLogReader::refresh()
{
    const auto isOpen = [](const std::unique_ptr<SegmentFile>& file) {
        return file->found().state == Inspection::State::Open;
    };
    std::error_code absent;
    const bool hasChanged = m_isFolder && std::filesystem::last_write_time(m_path, absent) != m_folderTime;
    if (!hasChanged && std::none_of(m_files.begin(), m_files.end(), isOpen))
        return;
    const auto writing = writingNow();
    if (hasChanged)
        takeNewSegments(writing);
    for (const auto& file : m_files) {
        // One that cannot be looked at now keeps its former bounds; reading from it tells why.
        if (isOpen(file))
            static_cast<void>(file->refresh(writing));
    }
}

void FileLogReader::report()
{
    std::vector<SegmentFile*> files;
    for (const auto& file : m_files)
        files.push_back(file.get());
    m_recovery = reportOf(files, markPath(), writingNow());
    m_recovery.problems.insert(m_recovery.problems.end(), m_unusable.begin(), m_unusable.end());
}

Position FileLogReader::first()
{
    refresh();
    for (const auto& file : m_files) {
        if (file->extent().events != 0)
            return Position(file->extent().first);
    }
    return {};
}

Position FileLogReader::last()
{
    refresh();
    for (auto file = m_files.rbegin(); file != m_files.rend(); ++file) {
        if ((*file)->extent().events != 0)
            return Position((*file)->extent().last);
    }
    return {};
}

std::uint64_t FileLogReader::eventCount()
{
    refresh();
    std::uint64_t events = 0;
    for (const auto& file : m_files)
        events += file->extent().events;
    return events;
}

Result<SharedBatch> FileLogReader::read(Position from, std::size_t count, Direction direction)
{
    return readRange(direction == Direction::Forward
            ? SegmentFile::Range{from.value(), UINT64_MAX, count, direction, nullptr}
            : SegmentFile::Range{0, from.value(), count, direction, nullptr});
}

Result<SharedBatch> FileLogReader::readChannels(
    Position from, std::size_t count, Direction direction, const std::vector<std::string>& channels)
{
    const auto* const wanted = channels.empty() ? nullptr : &channels;
    return readRange(direction == Direction::Forward
            ? SegmentFile::Range{from.value(), UINT64_MAX, count, direction, wanted}
            : SegmentFile::Range{0, from.value(), count, direction, wanted});
}

Result<SharedBatch> FileLogReader::readRange(SegmentFile::Range range)
{
    refresh();
    const bool isForward = range.direction == Direction::Forward;
    std::vector<SegmentFile*> files;
    for (const auto& file : m_files) {
        if (file->extent().events != 0 && file->extent().last >= range.lowest && file->extent().first <= range.highest)
            files.push_back(file.get());
    }
    if (!isForward)
        std::reverse(files.begin(), files.end());
    std::vector<BatchPacker> parts; // one for each file, in the order of reading
    std::size_t bytes = 0;
    for (auto* const file : files) {
        if (range.count == 0 || bytes >= BatchPacker::MaxBytes / 2)
            break;
        auto& part = parts.emplace_back();
        const auto seen = file->read(range, part, m_damaged);
        if (!seen)
            return tl::unexpected(seen.error());
        range.count -= std::min(range.count, *seen);
        bytes += part.bytes();
    }
    if (!isForward)
        std::reverse(parts.begin(), parts.end());
    return BatchPacker::join(std::move(parts));
}

Result<Position> FileLogReader::searchIn(SegmentFile& file, std::int64_t ns)
{
    auto low = file.extent().first;
    auto high = file.extent().last + 1;
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        const auto stamp = file.stampFrom(middle);
        if (!stamp)
            return tl::unexpected(stamp.error());
        if (!*stamp || (*stamp)->position >= high || (*stamp)->observedNs >= ns)
            high = middle;
        else
            low = (*stamp)->position + 1;
    }
    const auto earlier = file.firstObserved(low > LookBack ? low - LookBack : 0, low, ns);
    if (!earlier)
        return tl::unexpected(earlier.error());
    if (*earlier)
        return Position(**earlier);
    const auto stamp = file.stampFrom(low);
    if (!stamp)
        return tl::unexpected(stamp.error());
    return Position(*stamp ? (*stamp)->position : 0);
}

Result<Position> FileLogReader::positionAt(WallTime time)
{
    refresh();
    const auto ns = toNanoseconds(time);
    for (const auto& file : m_files) {
        if (file->extent().events == 0)
            continue;
        const auto found = searchIn(*file, ns);
        if (!found || *found)
            return found;
    }
    return last() + 1;
}

Result<std::vector<LogReader::ChannelSummary>> FileLogReader::summarise(const std::function<bool(double)>& progress)
{
    refresh();
    std::vector<SegmentFile*> files;
    for (const auto& file : m_files)
        files.push_back(file.get());
    return summaryOf(files, progress);
}

Result<RecoveryReport> FileLogReader::verify(const std::function<bool(double)>& progress)
{
    refresh();
    std::vector<SegmentFile*> files;
    for (const auto& file : m_files)
        files.push_back(file.get());
    auto report = verifyFiles(files, markPath(), writingNow(), progress);
    if (report)
        report->problems.insert(report->problems.end(), m_unusable.begin(), m_unusable.end());
    return report;
}

} // namespace eventscope::log
