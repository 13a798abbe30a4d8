#include "core/foundation/store/operation_log.h"

#include "core/foundation/crypto/digest.h"

namespace youka {

Result<Answer> once(Database &db, OperationId id, QByteArrayView request, Timestamp now,
                    const std::function<Result<Answer>()> &command,
                    const std::function<Answer(const Error &)> &toAnswer)
{
    if (id.isNull())
        return fail(ErrorCode::OperationIdMissing);
    const QByteArray hash = sha256(request);
    {
        auto earlier = db.exec("SELECT request, status, answer FROM operation WHERE id = ?", {id.bytes()});
        if (!earlier)
            return fail(earlier.error());
        if (earlier->next()) {
            if (earlier->blob(0) != hash)
                return fail(ErrorCode::OperationConflict, id.text());
            return Answer{int(earlier->integer(1)), earlier->blob(2)};
        }
    }
    Result<Answer> result = command();
    if (!result) {
        if (isTransient(result.error().code) || isStoreFailure(result.error().code))
            return result;
        result = toAnswer(result.error());
    }
    return db
        .run("INSERT INTO operation (id, request, status, answer, at) VALUES (?, ?, ?, ?, ?)",
             {id.bytes(), hash, result->status, result->body, now.ms})
        .map([&] { return *result; });
}

}
