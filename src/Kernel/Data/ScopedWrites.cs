using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Data;

internal static class ScopedWrites
{
    /// <summary>A short transaction of its own, for what works in the background and holds none meanwhile.</summary>
    public static async Task WriteAsync(this IServiceScopeFactory scopes, Func<AppDb, Task> write, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.BeginWriteAsync(cancel);
        await write(db);
        await transaction.CommitAsync(cancel);
    }
}
