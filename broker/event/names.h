// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/event/ids.h"
#include "broker/event/name_table.h"

namespace eventscope {

/// Every interned text of a session. One object for the whole session, shared by all of its threads.
struct Names {
    NameTable<ConnectionId> connections;
    NameTable<ChannelId> channels;
    NameTable<ProducerId> producers;
    NameTable<SourceId> sources;
    NameTable<TypeId> types;
    NameTable<ContentTypeId> contentTypes;
};

} // namespace eventscope
