// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/nats/nats_notices.h"

#include <utility>

namespace eventscope::nats {
namespace {

using Share = std::shared_ptr<Notices>;

void onError(natsConnection* connection, natsSubscription* /*subscription*/, natsStatus status, void* closure)
{
    if (status != NATS_NOT_PERMITTED)
        return; // slow consumers are counted by polling, which gives the number
    const char* text = nats_GetLastError(nullptr);
    if (text == nullptr || *text == '\0')
        natsConnection_GetLastError(connection, &text);
    if (auto violation = parsePermissionViolation(text == nullptr ? "" : text))
        (*static_cast<Share*>(closure))->addViolation(*std::move(violation));
}

void onLameDuck(natsConnection* /*connection*/, void* closure) { (*static_cast<Share*>(closure))->setLameDuck(); }

void onClosed(natsConnection* connection, void* closure)
{
    const char* text = nullptr;
    const auto status = natsConnection_GetLastError(connection, &text);
    const auto share = *static_cast<Share*>(closure);
    Notices::forget(closure);
    share->setClosed(explainClose(status, text == nullptr ? "" : text));
}

} // namespace

void Notices::addViolation(PermissionViolation violation)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_snapshot.violations.push_back(std::move(violation));
    }
    wake();
}

void Notices::setLameDuck()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_snapshot.isLameDuck = true;
    }
    wake();
}

void Notices::setClosed(std::string reason)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_snapshot.closed = std::move(reason);
    }
    wake();
}

void Notices::wake()
{
    if (m_wakes)
        m_wakes->wake();
}

Notices::Snapshot Notices::take()
{
    const std::scoped_lock lock(m_mutex);
    auto taken = m_snapshot;
    m_snapshot.violations.clear();
    m_snapshot.isLameDuck = false;
    return taken;
}

void* Notices::attach(natsOptions* options, const std::shared_ptr<Notices>& notices)
{
    auto* share = new Share(notices);
    natsOptions_SetErrorHandler(options, onError, share);
    natsOptions_SetLameDuckModeCB(options, onLameDuck, share);
    natsOptions_SetClosedCB(options, onClosed, share);
    return share;
}

void Notices::forget(void* attached) { delete static_cast<Share*>(attached); }

} // namespace eventscope::nats
