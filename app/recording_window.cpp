// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording_window.h"

#include <QCoreApplication>

#include <utility>

#include "app/main_window.h"
#include "app/status_line.h"

namespace eventscope::app {
namespace {

/// What is not whole, in one sentence; empty where nothing is missing.
QString whatIsMissing(const log::RecoveryReport& report)
{
    if (report.missing == 0 && report.damaged == 0)
        return {};
    return QCoreApplication::translate("RecordingWindow",
        "This recording is not whole: %1 events are missing, %2 are damaged and left out. "
        "“eventscope verify” tells the details.")
        .arg(report.missing)
        .arg(report.damaged);
}

} // namespace

RecordingWindow::RecordingWindow()
    : m_names(std::make_unique<Names>())
{
}

RecordingWindow::~RecordingWindow() = default;

Result<std::unique_ptr<RecordingWindow>> RecordingWindow::open(
    const std::filesystem::path& path, const FieldRegistry& fields, const Clock& clock, const Preferences& preferences)
{
    std::unique_ptr<RecordingWindow> recording(new RecordingWindow);
    auto source = RecordingSource::open(path, *recording->m_names, fields, clock);
    if (!source)
        return tl::unexpected(source.error());
    recording->m_source = *std::move(source);
    recording->m_window = std::make_unique<MainWindow>(*recording->m_source, preferences);
    if (const auto missing = whatIsMissing(recording->m_source->recovery()); !missing.isEmpty())
        emit recording->m_window->requests().messageWanted(missing);
    return recording;
}

bool RecordingWindow::isVisible() const { return m_window->isVisible(); }

} // namespace eventscope::app
