// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nats/nats.h>

namespace eventscope::live {

/// Another program on the same server, written with plain nats.c.
class NatsPeer {
public:
    explicit NatsPeer(const std::string& url)
    {
        natsOptions* options = nullptr;
        natsOptions_Create(&options);
        natsOptions_SetURL(options, url.c_str());
        natsOptions_SetName(options, "peer");
        natsConnection_Connect(&m_connection, options);
        natsOptions_Destroy(options);
    }
    ~NatsPeer()
    {
        for (auto* subscription : m_subscriptions)
            natsSubscription_Destroy(subscription);
        natsConnection_Destroy(m_connection);
    }
    NatsPeer(const NatsPeer&) = delete;
    NatsPeer& operator=(const NatsPeer&) = delete;

    [[nodiscard]] bool isConnected() const { return m_connection != nullptr; }

    bool publish(const std::string& subject, const std::string& payload,
        const std::vector<std::pair<std::string, std::string>>& headers = {})
    {
        natsMsg* message = nullptr;
        natsMsg_Create(&message, subject.c_str(), nullptr, payload.data(), static_cast<int>(payload.size()));
        for (const auto& [name, value] : headers)
            natsMsgHeader_Add(message, name.c_str(), value.c_str());
        const auto status = natsConnection_PublishMsg(m_connection, message);
        natsMsg_Destroy(message);
        return status == NATS_OK;
    }
    bool flush() { return natsConnection_FlushTimeout(m_connection, 20'000) == NATS_OK; }

    /// The payload of the answer; "none" where there was none.
    std::string request(const std::string& subject, const std::string& payload)
    {
        natsMsg* answer = nullptr;
        if (natsConnection_RequestString(&answer, m_connection, subject.c_str(), payload.c_str(), 10'000) != NATS_OK)
            return "none";
        std::string text(natsMsg_GetData(answer), static_cast<std::size_t>(natsMsg_GetDataLength(answer)));
        natsMsg_Destroy(answer);
        return text;
    }

    /// Answers every request with the same text.
    void answer(const std::string& subject, const std::string& text)
    {
        m_answer = text;
        natsSubscription* subscription = nullptr;
        natsConnection_Subscribe(&subscription, m_connection, subject.c_str(), &NatsPeer::onRequest, this);
        m_subscriptions.push_back(subscription);
        flush();
    }
    /// Works as a member of a queue group.
    void joinQueue(const std::string& subject, const std::string& group)
    {
        natsSubscription* subscription = nullptr;
        natsConnection_QueueSubscribe(
            &subscription, m_connection, subject.c_str(), group.c_str(), &NatsPeer::onWork, this);
        m_subscriptions.push_back(subscription);
        flush();
    }
    [[nodiscard]] int worked() const { return m_worked.load(); }

private:
    static void onRequest(
        natsConnection* connection, natsSubscription* /*subscription*/, natsMsg* message, void* closure)
    {
        natsConnection_PublishString(
            connection, natsMsg_GetReply(message), static_cast<NatsPeer*>(closure)->m_answer.c_str());
        natsMsg_Destroy(message);
    }
    static void onWork(
        natsConnection* /*connection*/, natsSubscription* /*subscription*/, natsMsg* message, void* closure)
    {
        ++static_cast<NatsPeer*>(closure)->m_worked;
        natsMsg_Destroy(message);
    }

    natsConnection* m_connection = nullptr;
    std::vector<natsSubscription*> m_subscriptions;
    std::string m_answer;
    std::atomic<int> m_worked{0};
};

} // namespace eventscope::live
