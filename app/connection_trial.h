// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>

#include <chrono>
#include <string>

#include "broker/event/result.h"
#include "broker/plugin/connector_config.h"
#include "broker/plugin/connector_factory.h"

namespace eventscope::app {

/// Runs the ConnectionTest of a plugin on a pool thread, one at a time. Thread: the GUI thread.
class ConnectionTrial final : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds Deadline = std::chrono::seconds(10);

    explicit ConnectionTrial(QObject* parent = nullptr);

    /// Starts; ends one that runs as cancel() does. `factory` and `context` outlive the program's threads.
    void start(const ConnectorFactory& factory, const Context& context, const ConnectorConfig& config);
    /// Gives up on the answer. The thread of the plugin ends by itself, at its deadline at the latest.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

signals:
    /// Once for each start that was not cancelled.
    void finished(const eventscope::Result<std::string>& outcome);

private:
    QFutureWatcher<Result<std::string>> m_watcher;
    bool m_isRunning = false;
};

} // namespace eventscope::app
