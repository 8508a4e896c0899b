// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording_window.h"

#include <utility>

#include "app/main_window.h"
#include "app/status_line.h"

namespace eventscope::app {
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
    auto* const self = recording.get();
    const auto tell = [self] {
        if (const auto missing = self->m_source->whatIsMissing(); !missing.isEmpty())
            emit self->m_window->requests().messageWanted(missing);
    };
    QObject::connect(self->m_source.get(), &SessionSource::changed, self->m_window.get(), tell);
    tell();
    return recording;
}

bool RecordingWindow::isVisible() const { return m_window->isVisible(); }

} // namespace eventscope::app
