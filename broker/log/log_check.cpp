// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/log/log_check.h"

#include <algorithm>
#include <string>

#include "broker/log/hole_rows.h"

namespace eventscope::log {
namespace {

constexpr std::size_t RowsAtOnce = 50'000;

using Progress = std::function<bool(double)>;

void addProblems(RecoveryReport& to, const std::vector<std::string>& problems)
{
    to.problems.insert(to.problems.end(), problems.begin(), problems.end());
}

/// Rows that the files before the first one held are no loss: the disk budget removed them.
void checkChain(RecoveryReport& report, const SegmentExtent& before, const SegmentExtent& next)
{
    const auto there = before.eventsBefore + before.events;
    if (before.logId != next.logId) {
        report.problems.push_back("Segment " + std::to_string(next.number) + " belongs to another log.");
    } else if (next.eventsBefore > there) {
        report.missing += next.eventsBefore - there;
        report.problems.push_back(std::to_string(next.eventsBefore - there) + " events are missing before segment "
            + std::to_string(next.number) + ".");
    }
}

/// What is missing at the end, by the commit mark.
void checkMark(
    RecoveryReport& report, SegmentFile& newest, const std::filesystem::path& markPath, bool isClosedRecording)
{
    const auto mark = CommitMark::read(markPath);
    if (!mark) {
        report.problems.push_back(mark.error().what);
        return;
    }
    if (!*mark) {
        if (!isClosedRecording)
            report.problems.push_back(
                markPath.string() + ": the commit mark is missing: what is missing at the end cannot be known.");
        return;
    }
    auto database = newest.connection();
    if (!database) {
        report.problems.push_back(database.error().what);
        return;
    }
    const auto shortfall = compareToMark(**database, newest.found(), **mark);
    newest.letGo();
    if (!shortfall) {
        report.problems.push_back(shortfall.error().what);
        return;
    }
    report.missing += shortfall->missing;
    addProblems(report, shortfall->problems);
}

bool isClosed(const SegmentFile& file) { return file.found().state == Inspection::State::Closed; }

/// Checks one file row by row. Thread: the caller's.
class FileCheck {
public:
    FileCheck(SegmentFile& file, RecoveryReport& report)
        : m_file(file)
        , m_report(report)
    {
    }

    /// False when stopped.
    [[nodiscard]] bool run(const Progress& progress)
    {
        return checkBytes(progress) && checkStructure() && checkRows(progress);
    }
    [[nodiscard]] std::uint64_t rows() const { return m_rows; }

private:
    [[nodiscard]] bool checkBytes(const Progress& progress)
    {
        const auto& closing = m_file.found().closing;
        if (!closing)
            return true;
        auto database = m_file.connection();
        if (!database)
            return tell(database.error().what);
        const auto half = [&](double part) { return !progress || progress(part / 2); };
        const auto sum = ClosingMark::checksumOfFile(**database, closing->fileBytes, half);
        m_file.letGo();
        if (!sum)
            return sum.error().fault == Fault::Unavailable ? false : tell(sum.error().what);
        if (*sum != closing->fileChecksum)
            tell("The bytes of " + m_file.path().string()
                + " are not those that were closed: something changed them since.");
        return true;
    }

    [[nodiscard]] bool checkStructure()
    {
        if (m_file.found().state == Inspection::State::Open) // it would take too long beside a writer
            return true;
        auto database = m_file.connection();
        if (!database)
            return tell(database.error().what);
        for (const auto& line : quickCheck(**database))
            tell("The database is damaged: " + line);
        if (const auto holes = readHoles(**database)) {
            m_holes = *holes;
            if (holes->damaged != 0)
                tell(std::to_string(holes->damaged) + " rows of the table holes are damaged.");
        } else {
            tell(holes.error().what);
        }
        m_file.letGo();
        return true;
    }

    [[nodiscard]] bool checkRows(const Progress& progress)
    {
        std::optional<std::uint64_t> next = 0;
        const auto all = static_cast<double>(m_file.extent().events + 1);
        while (next) {
            const auto scanned =
                m_file.scan(*next, RowsAtOnce, [this](const SegmentFile::Row& read) { checkRow(read); });
            if (!scanned)
                return tell(scanned.error().what);
            next = *scanned;
            if (progress && !progress(std::min(1.0, 0.5 + static_cast<double>(m_rows) / all / 2)))
                return false;
        }
        if (m_file.damagedNames() != 0)
            tell(std::to_string(m_file.damagedNames()) + " rows of the table names are damaged.");
        return true;
    }

    void checkRow(const SegmentFile::Row& read)
    {
        ++m_rows;
        const auto position = static_cast<std::uint64_t>(read.row.position);
        if (!m_report.first || Position(position) < m_report.first)
            m_report.first = Position(position);
        m_report.last = std::max(m_report.last, Position(position));
        static_cast<void>(m_file.named(read.row)); // reads the names, which are checked on the way
        if (read.row.checksum() == read.checksum)
            ++m_report.events;
        else
            ++m_report.damaged;
    }

    bool tell(std::string problem)
    {
        m_report.problems.push_back(std::move(problem));
        return true;
    }

    SegmentFile& m_file; // outlives: the caller
    RecoveryReport& m_report;
    Holes m_holes;
    std::uint64_t m_rows = 0;
};

} // namespace

RecoveryReport reportOf(const std::vector<SegmentFile*>& files, const std::filesystem::path& mark, Writing writing)
{
    RecoveryReport report;
    const SegmentFile* before = nullptr;
    for (auto* const file : files) {
        if (before != nullptr)
            checkChain(report, before->extent(), file->extent());
        before = file;
        report.events += file->extent().events;
        if (!report.first)
            report.first = Position(file->extent().first);
        report.last = file->extent().events != 0 ? Position(file->extent().last) : report.last;
        report.wasClean = report.wasClean && file->found().state != Inspection::State::Unclean;
        addProblems(report, file->found().problems);
    }
    // While it is written the mark runs ahead of every look at the file.
    if (!files.empty() && writing == Writing::No)
        checkMark(report, *files.back(), mark, files.size() == 1 && isClosed(*files.back()));
    return report;
}

Result<RecoveryReport> verifyFiles(const std::vector<SegmentFile*>& files, const std::filesystem::path& mark,
    Writing writing, const std::function<bool(double)>& progress)
{
    RecoveryReport report;
    const auto opened = reportOf(files, mark, writing);
    report.missing = opened.missing;
    report.wasClean = opened.wasClean;
    report.problems = opened.problems;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto part = [&](double done) {
            return !progress || progress((static_cast<double>(i) + done) / static_cast<double>(files.size()));
        };
        FileCheck check(*files[i], report);
        if (!check.run(part))
            return failure(Fault::Unavailable, "The check was stopped.");
        const auto promised = files[i]->extent().events;
        if (files[i]->found().state != Inspection::State::Open && check.rows() < promised) {
            report.missing += promised - check.rows();
            report.problems.push_back(
                std::to_string(promised - check.rows()) + " events of " + files[i]->path().string() + " are missing.");
        }
    }
    return report;
}

} // namespace eventscope::log
