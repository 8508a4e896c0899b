// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connection_trial.h"

#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <utility>

#include "broker/plugin/connection_test.h"

namespace eventscope::app {
namespace {

Result<std::string> run(Connector& connector, const ConnectorConfig& config)
{
    auto* const test = connector.connectionTest();
    if (test == nullptr)
        return failure(
            Fault::Invalid, "This system has no connection test. Connect, and look at the state in Sources.");
    return test->test(config, ConnectionTrial::Deadline);
}

} // namespace

ConnectionTrial::ConnectionTrial(QObject* parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (!std::exchange(m_isRunning, false))
            return;
        emit finished(m_watcher.result());
    });
}

void ConnectionTrial::start(const ConnectorFactory& factory, const Context& context, const ConnectorConfig& config)
{
    // The connector is made here, since a factory belongs to this thread, and then lives in the pool's thread only.
    const auto connector = std::shared_ptr<Connector>(factory.create(context));
    const auto promise = std::make_shared<QPromise<Result<std::string>>>();
    promise->start();
    m_isRunning = true;
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([connector, promise, config] {
        promise->addResult(run(*connector, config));
        promise->finish();
    });
}

void ConnectionTrial::cancel()
{
    m_isRunning = false;
    m_watcher.setFuture({});
}

} // namespace eventscope::app
