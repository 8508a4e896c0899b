// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <nats/nats.h>

namespace eventscope::nats {

/// Gives objects of nats.c back to it.
struct HandleDeleter {
    void operator()(natsOptions* options) const { natsOptions_Destroy(options); }
    void operator()(natsConnection* connection) const { natsConnection_Destroy(connection); }
    void operator()(natsSubscription* subscription) const { natsSubscription_Destroy(subscription); }
    void operator()(natsMsg* message) const { natsMsg_Destroy(message); }
};

using OptionsHandle = std::unique_ptr<natsOptions, HandleDeleter>;
using ConnectionHandle = std::unique_ptr<natsConnection, HandleDeleter>;
using SubscriptionHandle = std::unique_ptr<natsSubscription, HandleDeleter>;
using MessageHandle = std::unique_ptr<natsMsg, HandleDeleter>;

} // namespace eventscope::nats
