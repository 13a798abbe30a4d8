#include "core/domain/sales/sale_json.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto fact = parseFact(inputOf(data, size));
    if (!fact)
        return 0;
    ensure(!fact->kind.isEmpty(), "a fact has a kind");
    const QByteArray bytes = factBytes(fact->operation, fact->at, fact->body);
    const auto again = parseFact(bytes);
    ensure(again.has_value(), "what was read can be written and read again");
    ensure(again->kind == fact->kind && again->operation == fact->operation && again->at == fact->at,
           "a fact says the same when it is read again");
    ensure(factBytes(again->operation, again->at, again->body) == bytes, "the canonical form is one");
    return 0;
}
