// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "app/preferences.h"
#include "app/recording_source.h"
#include "broker/event/clock.h"
#include "broker/event/field_registry.h"
#include "broker/event/names.h"

namespace eventscope::app {

class MainWindow;

/// A recording in a window of its own, with names of its own: an opened file is a stranger's.
/// Thread: the GUI thread.
class RecordingWindow {
public:
    /// `fields` and `clock` outlive the window. Errors: those of LogReader::open.
    [[nodiscard]] static Result<std::unique_ptr<RecordingWindow>> open(const std::filesystem::path& path,
        const FieldRegistry& fields, const Clock& clock, const Preferences& preferences);
    ~RecordingWindow();
    RecordingWindow(const RecordingWindow&) = delete;
    RecordingWindow& operator=(const RecordingWindow&) = delete;

    [[nodiscard]] MainWindow& window() { return *m_window; }
    [[nodiscard]] bool isVisible() const;

private:
    RecordingWindow();

    std::unique_ptr<Names> m_names;
    std::unique_ptr<RecordingSource> m_source;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace eventscope::app
