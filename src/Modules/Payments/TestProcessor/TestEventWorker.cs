using System.Net.Http.Headers;
using System.Text;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Guildhall.Payments.TestProcessor;

/// <summary>
/// Delivers the test processor's events by HTTP, as a stranger would: signed, more than once, again until they are heard.
/// </summary>
internal sealed partial class TestEventWorker(
    IServiceScopeFactory scopes, IHttpClientFactory clients, TestWebhookAddress address, IOptions<PaymentsOptions> options,
    TimeProvider time, ILogger<TestEventWorker> log) : IWorker
{
    public const string Client = "test-processor";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public async Task<bool> DrainAsync(CancellationToken cancel)
    {
        var worked = false;
        while (await DeliverDueAsync(cancel))
            worked = true;
        return worked;
    }

    private async Task<bool> DeliverDueAsync(CancellationToken cancel)
    {
        // Switched off, it is not heard by the site either; what it knows is found by asking.
        if (!options.Value.TestProcessor || address.Find() is not { } target)
            return false;
        var taken = await TakeAsync(cancel);
        foreach (var id in taken)
            await DeliverAsync(id, target, cancel);
        return taken.Count > 0;
    }

    private async Task<List<long>> TakeAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var due = await db.Set<TestEvent>().Where(e => e.NextAttemptAt <= now).OrderBy(e => e.NextAttemptAt).Take(50).Select(e => e.Id)
            .ToListAsync(cancel);
        if (due.Count == 0)
            return [];
        await using var transaction = await db.BeginWriteAsync(cancel);
        var taken = new List<long>();
        // In the order in which all lock them: see DueWork.
        foreach (var id in due.Order())
        {
            if (await db.Set<TestEvent>().Where(e => e.Id == id && e.NextAttemptAt <= now)
                    .ExecuteUpdateAsync(e => e.SetProperty(x => x.NextAttemptAt, now + Lease), cancel) == 1)
                taken.Add(id);
        }
        await transaction.CommitAsync(cancel);
        return taken;
    }

    private async Task DeliverAsync(long id, Uri target, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var told = await db.Set<TestEvent>().SingleAsync(e => e.Id == id, cancel);
        var secret = await scope.ServiceProvider.GetRequiredService<TestSecret>().GetAsync(cancel);
        var heard = await PostAsync(told, secret, target, cancel);
        if (heard)
            told.Heard(time.GetUtcNow().UtcDateTime);
        else
            told.NotHeard(time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
    }

    private async Task<bool> PostAsync(TestEvent told, string secret, Uri target, CancellationToken cancel)
    {
        var body = Encoding.UTF8.GetBytes(told.Payload);
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.Add(TestPaymentProcessor.SignatureHeader, TimedSignature.Sign(secret, time.GetUtcNow().UtcDateTime, body));
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, cancel);
            if (response.IsSuccessStatusCode)
                return true;
            NotHeard(told.Id, (int)response.StatusCode);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !error.IsStopping(cancel))
        {
            NotReached(told.Id, error.GetType().Name);
        }
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Test event {EventId} was answered with {Status}; it will be sent again")]
    private partial void NotHeard(long eventId, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Test event {EventId} did not arrive ({Failure}); it will be sent again")]
    private partial void NotReached(long eventId, string failure);
}
