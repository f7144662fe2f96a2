using System.Security.Cryptography;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.TestProcessor;

/// <summary>The secret that the test processor and this installation share: random, made at first use, kept in the database.</summary>
internal sealed class TestSecret(IServiceScopeFactory scopes, TimeProvider time)
{
    private string? _secret;

    public async ValueTask<string> GetAsync(CancellationToken cancel) => _secret ??= await ReadOrMakeAsync(cancel);

    private async Task<string> ReadOrMakeAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var secrets = db.Set<ProcessorSecret>().Where(s => s.Processor == TestPaymentProcessor.Key).Select(s => s.Secret);
        if (await secrets.SingleOrDefaultAsync(cancel) is { } kept)
            return kept;

        var made = "whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO processor_secrets (processor, secret, created_at) VALUES ({TestPaymentProcessor.Key}, {made}, {now}) ON CONFLICT DO NOTHING", cancel);
        await transaction.CommitAsync(cancel);
        return await secrets.SingleAsync(cancel);
    }
}
