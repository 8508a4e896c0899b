// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/stream/lane.h"

namespace eventscope::stream {

bool Lane::tryPush(const SharedBatch& batch)
{
    if (!hasRoom())
        return false;
    const auto bytes = batch->memoryBytes();
    m_bytes.fetch_add(bytes, std::memory_order_relaxed);
    if (!m_ring.tryPush(SharedBatch(batch))) {
        m_bytes.fetch_sub(bytes, std::memory_order_relaxed);
        return false;
    }
    m_wakeUp.notify();
    return true;
}

SharedBatch Lane::tryPop()
{
    auto batch = m_ring.tryPop();
    if (!batch)
        return nullptr;
    m_bytes.fetch_sub((*batch)->memoryBytes(), std::memory_order_relaxed);
    return *std::move(batch);
}

SharedBatch Lane::pop(std::chrono::nanoseconds longest)
{
    if (auto batch = tryPop())
        return batch;
    m_wakeUp.waitFor(longest);
    return tryPop();
}

} // namespace eventscope::stream
