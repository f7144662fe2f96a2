using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Credentials;

internal static class Writing
{
    /// <summary>One statement in its turn of the write queue, or inside the transaction that is already open.</summary>
    public static async Task<T> WriteAsync<T>(this AppDb db, Func<Task<T>> statement, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is not null)
            return await statement();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var answer = await statement();
        await transaction.CommitAsync(cancel);
        return answer;
    }
}
