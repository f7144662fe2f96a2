using System.Text;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.TestProcessor;

/// <summary>
/// Hands over all that the test processor has to tell, at once, where no server listens for it: signed, verified, through the inbox
/// and the settlement, as if it had come by HTTP.
/// </summary>
internal sealed class DrainTestEvents(
    AppDb db, TestSecret secret, IServiceScopeFactory scopes, SettlementWorker settlement, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var key = await secret.GetAsync(cancel);
        while (await db.Set<TestEvent>().Where(e => e.NextAttemptAt != null).OrderBy(e => e.Id).FirstOrDefaultAsync(cancel) is { } told)
        {
            await HandOverAsync(told, key, cancel);
            told.Heard(time.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancel);
        }
        await settlement.DrainAsync(cancel);
    }

    private async Task HandOverAsync(TestEvent told, string key, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var body = Encoding.UTF8.GetBytes(told.Payload);
        var request = new DefaultHttpContext { RequestServices = scope.ServiceProvider }.Request;
        request.Body = new MemoryStream(body);
        request.Headers[TestPaymentProcessor.SignatureHeader] = TimedSignature.Sign(key, time.GetUtcNow().UtcDateTime, body);
        await scope.ServiceProvider.GetRequiredService<ReceiveWebhook>().RunAsync(TestPaymentProcessor.Key, request, cancel);
    }
}
