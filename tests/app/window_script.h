// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>

#include "tests/fakes/event_builder.h"
#include "tests/fakes/scripted_session.h"

namespace eventscope::fakes {

/// Fills a scripted session as an order system would: events in the lane, rates, volume, two connections.
class WindowScript {
public:
    explicit WindowScript(ScriptedSession& session)
        : m_session(session)
    {
    }

    /// Events of six services, some of them strange where `isStrange`.
    void send(std::uint64_t count, bool isStrange = false)
    {
        EventBuilder builder(m_session.m_names);
        const auto first = m_next;
        for (std::uint64_t i = 0; i < count; ++i, m_next = m_next + 1)
            add(builder, m_next.value(), isStrange);
        (void)m_session.m_lane->tryPush(builder.take(first));
        m_session.m_health.capturedEvents += count;
    }
    void sendGap()
    {
        EventBuilder builder(m_session.m_names);
        IncomingEvent gap;
        gap.kind = EventKind::Gap;
        gap.channel = "orders.created";
        const std::array<Field, 2> fields{
            {{"reason", "The server dropped messages of this slow consumer: raise the pending limit."},
                {"count", std::uint64_t{1234}}}};
        gap.fields = fields;
        (void)m_session.m_lane->tryPush(builder.add(gap).take(m_next));
        m_next = m_next + 1;
    }
    void connect(const char* name, ConnectionState state, std::string error = {})
    {
        stream::HealthSnapshot::ConnectionHealth connection;
        connection.connection = m_session.m_names.connections.intern(name);
        connection.state = state;
        connection.error = std::move(error);
        connection.takenEvents = 4321;
        m_session.m_health.connections.push_back(connection);
    }
    void fillVolume(int bins)
    {
        auto& volume = m_session.m_snapshots.volume;
        volume.binWidth = std::chrono::seconds(1);
        for (int i = 0; i < bins; ++i) {
            analysis::VolumeSnapshot::Bin bin;
            bin.start = WallTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12))
                + std::chrono::seconds(i);
            std::uint32_t part = 0;
            for (const auto* channel : Channels) {
                ++part;
                const auto events = 10 + static_cast<std::uint32_t>(i) * part % 37 + (i % 60 == 0 ? 60 : 0);
                bin.parts.push_back({m_session.m_names.channels.intern(channel), events});
                bin.events += events;
            }
            bin.first = Position(static_cast<std::uint64_t>(i) + 1);
            bin.last = bin.first;
            volume.bins.push_back(bin);
        }
    }
    void fillRates(std::uint32_t further = 0)
    {
        const auto connection = m_session.m_names.connections.intern("broker");
        const auto add = [&](std::string_view channel, double rate) {
            m_session.m_snapshots.rates.channels.push_back(
                {connection, m_session.m_names.channels.intern(channel), 1000, 100'000, rate, m_session.m_now});
        };
        double rate = 101;
        for (const auto* channel : Channels)
            add(channel, rate -= 13.5);
        for (std::uint32_t i = 0; i < further; ++i)
            add("sensors.building." + std::to_string(i / 100) + ".room." + std::to_string(i), 0.1);
        m_session.m_snapshots.rates.eventsPerSecond = 812;
    }

private:
    static constexpr std::array<const char*, 6> Channels{
        "orders.created", "payments.authorized", "stock.reserved", "shipping.sent", "mail.sent", "fraud.checked"};
    static constexpr std::array<const char*, 6> Types{
        "order.created", "payment.authorized", "stock.reserved", "parcel.sent", "mail.sent", "fraud.checked"};

    static void add(EventBuilder& builder, std::uint64_t number, bool isStrange)
    {
        auto event = EventBuilder::dull();
        const auto key = std::to_string(4700 + number % 13);
        const auto id = "e-" + std::to_string(number);
        event.channel = Channels.at(number % Channels.size());
        event.type = Types.at(number % Types.size());
        event.key = key;
        event.id = id;
        event.correlation = key;
        event.kind = number % 17 == 0 ? EventKind::Acknowledgement
            : number % 19 == 0        ? EventKind::Injected
            : number % 23 == 0        ? EventKind::Delivery
                                      : EventKind::Message;
        const auto payload = R"({"order":)" + key
            + R"(,"total":129.90,"currency":"EUR","items":[{"sku":"A-17","count":)" + std::to_string(number % 9)
            + R"(}]})";
        event.payload = payload;
        const std::string longName = "a.very.long.channel.name.that.goes.on.and.on.until.no.column.can.hold.it." + id;
        if (isStrange && number % 4 == 0)
            event.payload = "\xFF\xFE\x00 not text \x1B[31m \xE2\x80\xAEgnp.exe <b>bold</b>\nsecond line";
        if (isStrange && number % 4 == 1)
            event.channel = longName;
        if (isStrange && number % 4 == 2)
            event.payload = std::nullopt;
        builder.add(event);
    }

    ScriptedSession& m_session;
    Position m_next{1};
};

} // namespace eventscope::fakes
