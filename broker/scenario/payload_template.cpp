// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/scenario/payload_template.h"

#include <charconv>
#include <cmath>
#include <string_view>
#include <vector>

namespace eventscope::scenario {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

std::uint64_t toNumber(std::string_view text)
{
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

class Filler {
public:
    explicit Filler(const TemplateValues& values)
        : m_values(values)
    {
    }

    Json fill(const Json& form)
    {
        if (form.is_object())
            return fillObject(form);
        if (form.is_array()) {
            auto array = Json::array();
            for (const auto& element : form)
                array.push_back(fill(element));
            return array;
        }
        return form.is_string() ? fillText(form.get_ref<const std::string&>()) : form;
    }

private:
    Json fillObject(const Json& form)
    {
        auto object = Json::object();
        for (const auto& [name, value] : form.items()) {
            const auto* outer = std::exchange(m_object, &object); // a total looks at the members before it
            auto filled = fill(value);
            m_object = outer;
            object[name] = std::move(filled);
        }
        return object;
    }

    Json fillText(std::string_view text)
    {
        std::string filled;
        for (;;) {
            const auto begin = text.find("${");
            const auto end = begin == std::string_view::npos ? begin : text.find('}', begin);
            if (end == std::string_view::npos)
                return filled + std::string(text);
            auto value = resolve(text.substr(begin + 2, end - begin - 2));
            if (begin == 0 && end + 1 == text.size() && filled.empty())
                return value;
            filled += text.substr(0, begin);
            if (value.is_string())
                filled += value.get_ref<const std::string&>();
            else if (!value.is_null())
                filled += value.dump();
            text.remove_prefix(end + 1);
        }
    }

    Json resolve(std::string_view placeholder)
    {
        if (placeholder == "order")
            return m_values.order;
        if (placeholder.starts_with("data."))
            return lookUp(placeholder.substr(5));
        const auto words = split(placeholder, ':');
        const auto word = [&](std::size_t index) { return index < words.size() ? words[index] : std::string_view(); };
        if (word(0) == "int")
            return m_values.dice.between(toNumber(word(1)), toNumber(word(2)));
        if (word(0) == "hex")
            return hex(toNumber(word(1)));
        if (word(0) == "pick")
            return pick(word(1));
        if (word(0) == "some")
            return some(word(1), m_values.dice.between(toNumber(word(2)), toNumber(word(3))));
        if (word(0) == "total")
            return total(word(1));
        return nullptr;
    }

    [[nodiscard]] Json lookUp(std::string_view path) const
    {
        const auto* at = &m_values.data;
        for (const auto name : split(path, '.')) {
            if (!at->is_object())
                return nullptr;
            const auto found = at->find(std::string(name));
            if (found == at->end())
                return nullptr;
            at = &*found;
        }
        return *at;
    }

    std::string hex(std::uint64_t digits)
    {
        constexpr std::string_view letters = "0123456789abcdef";
        std::string text;
        for (std::uint64_t count = 0; count < digits && count < 64; ++count)
            text += letters[m_values.dice.next() >> 60U];
        return text;
    }

    [[nodiscard]] const Json* list(std::string_view name) const
    {
        const auto found = m_values.lists.find(std::string(name));
        return found == m_values.lists.end() || !found->is_array() || found->empty() ? nullptr : &*found;
    }

    Json pick(std::string_view name)
    {
        const auto* from = list(name);
        return from == nullptr ? Json() : fill((*from)[m_values.dice.between(0, from->size() - 1)]);
    }

    /// Different elements, from a random one on.
    Json some(std::string_view name, std::uint64_t count)
    {
        auto picked = Json::array();
        const auto* from = list(name);
        if (from == nullptr)
            return picked;
        const auto first = m_values.dice.between(0, from->size() - 1);
        for (std::uint64_t index = 0; index < count && index < from->size(); ++index)
            picked.push_back(fill((*from)[(first + index) % from->size()]));
        return picked;
    }

    /// In cents, since sums of binary fractions print as 19.900000000000002.
    [[nodiscard]] Json total(std::string_view name) const
    {
        long long cents = 0;
        const auto found = m_object == nullptr ? Json::const_iterator() : m_object->find(std::string(name));
        if (m_object == nullptr || found == m_object->end() || !found->is_array())
            return nullptr;
        for (const auto& item : *found) {
            if (item.is_object())
                cents += std::llround(item.value("price", 0.0) * 100) * item.value("quantity", 1LL);
        }
        return static_cast<double>(cents) / 100;
    }

    const TemplateValues& m_values; // the caller's, for the time of the call
    const Json* m_object = nullptr; // being filled
};

} // namespace

nlohmann::ordered_json fillTemplate(const nlohmann::ordered_json& form, const TemplateValues& values)
{
    return Filler(values).fill(form);
}

} // namespace eventscope::scenario
