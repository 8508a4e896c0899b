// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <optional>
#include <utility>

namespace eventscope::inspect {

/// Calls `take` in the owner's thread once the future has ended: with its result, or nullopt where it was cancelled.
/// Never after the owner is gone. QFuture::then with a context object of Qt 6.4 cannot be used for that: it asserts
/// that the context is still there when the future ends.
template <class T, class Take> void whenFinished(QObject* owner, const QFuture<T>& future, Take take)
{
    auto* watcher = new QFutureWatcher<T>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, take = std::move(take)] {
        watcher->deleteLater();
        const auto ended = watcher->future();
        take(ended.isCanceled() || ended.resultCount() == 0 ? std::optional<T>() : std::optional<T>(ended.result()));
    });
    watcher->setFuture(future);
}

} // namespace eventscope::inspect
