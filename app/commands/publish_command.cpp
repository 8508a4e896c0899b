// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/publish_command.h"

#include <QUuid>

#include <thread>

#include "app/commands/interruption.h"
#include "app/commands/publish_input.h"
#include "app/commands/session_options.h"
#include "app/commands/verb_end.h"
#include "app/options.h"
#include "app/target.h"
#include "broker/plugin/publisher.h"

namespace eventscope::app::commands {
namespace {

constexpr std::chrono::milliseconds ConnectPatience{10'000};
constexpr std::chrono::milliseconds FlushPatience{10'000};
constexpr std::chrono::seconds FullPatience{10};
constexpr std::chrono::milliseconds RetryEvery{2};
constexpr std::string_view OwnSource = "/eventscope/publish"; // CloudEvents wants a source where there is a type

/// What the options put into every event.
struct Attributes {
    std::optional<std::string> key;
    std::string id;
    std::string type;
    std::vector<std::pair<std::string, std::string>> headers;
};

Result<Attributes> readAttributes(const CommandLine& line)
{
    Attributes attributes{line.value("key"), line.value("id").value_or(""), line.value("type").value_or(""), {}};
    for (const auto& header : line.values("header")) {
        const auto equals = header.find('=');
        if (equals == std::string::npos || equals == 0)
            return failure(Fault::Invalid, "-H '" + header + "': write it as NAME=VALUE.");
        attributes.headers.emplace_back(header.substr(0, equals), header.substr(equals + 1));
    }
    return attributes;
}

/// Sends one thing after the other, paced.
class Sender {
public:
    Sender(Publisher& publisher, Attributes attributes, std::optional<double> rate)
        : m_publisher(publisher)
        , m_attributes(std::move(attributes))
        , m_rate(rate)
        , m_start(std::chrono::steady_clock::now())
    {
    }

    Result<> send(const PublishInput::Item& item)
    {
        if (item.event && item.event->event.kind == EventKind::Gap) {
            ++m_gaps;
            return {};
        }
        waitForTurn();
        if (Interruption::isRequested())
            return {};
        IncomingEvent event = item.event ? item.event->event : IncomingEvent();
        if (!item.event)
            event.payload = item.payload;
        std::vector<Header> headers(event.headers.begin(), event.headers.end());
        for (const auto& [name, value] : m_attributes.headers)
            headers.push_back({name, value});
        event.headers = headers;
        if (m_attributes.key)
            event.key = *m_attributes.key;
        if (!m_attributes.type.empty())
            event.type = m_attributes.type;
        if (!m_attributes.id.empty())
            event.id = m_attributes.id;
        const auto madeUp = completeCloudEvent(event, item);
        auto sent = sendPatiently(event);
        if (sent) {
            ++m_events;
            m_bytes += event.payload.value_or("").size();
        }
        return sent;
    }

    [[nodiscard]] std::uint64_t events() const { return m_events; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
    /// Gaps of the input: they stand for events that nobody has, so there is nothing to send.
    [[nodiscard]] std::uint64_t gaps() const { return m_gaps; }

private:
    /// A type or an id makes a CloudEvent, which has to have id, source and type. The result keeps what was made up.
    std::string completeCloudEvent(IncomingEvent& event, const PublishInput::Item& item) const
    {
        std::string id;
        if (item.event || (event.type.empty() && event.id.empty()))
            return id;
        if (event.id.empty()) {
            id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
            event.id = id;
        }
        if (event.type.empty())
            event.type = "dev.eventscope.published";
        if (event.source.empty())
            event.source = OwnSource;
        return id;
    }

    Result<> sendPatiently(const IncomingEvent& event)
    {
        const auto deadline = std::chrono::steady_clock::now() + FullPatience;
        while (true) {
            auto sent = m_publisher.send(event);
            const bool mayRetry = !sent && sent.error().fault == Fault::Full && !Interruption::isRequested();
            if (!mayRetry || std::chrono::steady_clock::now() >= deadline)
                return sent;
            std::this_thread::sleep_for(RetryEvery);
        }
    }

    /// Event number n leaves n / rate after the first, so that a late one does not delay all others.
    void waitForTurn() const
    {
        if (!m_rate)
            return;
        const auto due = m_start
            + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                std::chrono::duration<double>(static_cast<double>(m_events) / *m_rate));
        while (!Interruption::isRequested() && std::chrono::steady_clock::now() < due)
            std::this_thread::sleep_for(std::min<std::chrono::steady_clock::duration>(
                due - std::chrono::steady_clock::now(), std::chrono::milliseconds(50)));
    }

    Publisher& m_publisher; // outlives: the verb owns both
    Attributes m_attributes;
    std::optional<double> m_rate;
    std::chrono::steady_clock::time_point m_start;
    std::uint64_t m_events = 0;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_gaps = 0;
};

Result<> sendAll(PublishInput& input, Sender& sender, std::optional<std::uint64_t> count, Notices& notices)
{
    const auto most = count.value_or(input.isRepeatable() ? 1 : ~std::uint64_t{0});
    while (sender.events() < most && !Interruption::isRequested()) {
        const auto item = input.next();
        if (!item)
            return tl::unexpected(item.error());
        if (!*item)
            return {};
        if (auto sent = sender.send(**item); !sent)
            return sent;
        notices.progress("events published", sender.events(), count.value_or(0));
    }
    return {};
}

Result<int> publish(const CommandLine& line, Notices& notices)
{
    auto attributes = readAttributes(line);
    if (!attributes)
        return tl::unexpected(attributes.error());
    const auto reading = readingOptions(line); // of these, --count only
    if (!reading)
        return tl::unexpected(reading.error());
    std::optional<double> rate;
    if (const auto text = line.value("rate")) {
        const auto parsed = parseRate(*text);
        if (!parsed)
            return failure(Fault::Invalid, "--rate: " + parsed.error().what);
        rate = *parsed;
    }
    auto input = PublishInput::open(line);
    if (!input)
        return tl::unexpected(input.error());
    const auto session = openReadingSession();
    if (!session)
        return tl::unexpected(session.error());
    auto& catalog = (*session)->catalog();
    const auto target = readTarget(line.arguments.front(), catalog, targetOptions(line));
    if (!target)
        return tl::unexpected(target.error());
    if (target->kind == Target::Kind::Recording)
        return failure(
            Fault::Invalid, "'" + target->text + "' is a recording: publish into a URL or a saved connection.");
    const auto factory = catalog.factory(target->plugin);
    if (!factory)
        return tl::unexpected(factory.error());
    const auto& context = (*session)->pluginContext();
    const auto connector = (*factory)->create(context);
    auto* publisher = connector->publisher();
    if (publisher == nullptr)
        return failure(Fault::Invalid,
            "'" + target->text + "' cannot be published to: " + catalog.findById(target->plugin)->manifest.name
                + " only reads.");
    if (auto opened = publisher->open(target->config, ConnectPatience); !opened)
        return tl::unexpected(opened.error());
    Sender sender(*publisher, *std::move(attributes), rate);
    const auto sent = sendAll(*input, sender, reading->count, notices);
    const auto flushed = publisher->flush(FlushPatience);
    publisher->close();
    notices.say(std::to_string(sender.events()) + " events published, " + std::to_string(sender.bytes()) + " bytes.");
    if (!sent)
        return tl::unexpected(sent.error());
    if (!flushed)
        return tl::unexpected(flushed.error());
    if (sender.gaps() > 0)
        notices.error("Gaps of the input: " + std::to_string(sender.gaps())
            + ". They stand for events that nobody has, so nothing was published for them.");
    return sender.gaps() > 0 ? Incomplete : Done;
}

} // namespace

int runPublish(const CommandLine& line)
{
    const Interruption interruption;
    Notices notices(line);
    return endOf(publish(line, notices), notices);
}

} // namespace eventscope::app::commands
