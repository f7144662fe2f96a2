using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.Bank;

/// <summary>
/// Transfers to the operator's bank account. Nobody tells this program about them: an operator looks at the account and says what came.
/// It works across communities, as processors do.
/// </summary>
internal sealed class BankProcessor(IServiceScopeFactory scopes, ProcessorSettings settings, TimeProvider time) : IPaymentProcessor
{
    public const string Key = "bank";
    private const string Instructions = "Guildhall:Payments:BankTransfer:Instructions", Listed = "Guildhall:Payments:BankTransfer:Currencies";

    private volatile IReadOnlyList<string> _currencies = [];

    public string Name => Key;
    public string Title => "Bank transfer";
    public bool SendsWebhooks => false;
    public bool MovesRealMoney => true;

    /// <summary>A transfer between two countries takes some days, and nobody looks at the account every day.</summary>
    public TimeSpan TimeToPay => TimeSpan.FromDays(14);

    /// <summary>As the settings were when it was last asked whether it is on.</summary>
    public bool Takes(string currency) => _currencies.Contains(currency);

    public IReadOnlyList<ProcessorSetting> Settings =>
    [
        new(Instructions, "Bank details", "Name, bank and account number, shown to buyers as written. The order's code is added below.", IsLong: true),
        new(Listed, "Currencies of the account", "Codes such as CNY, EUR, separated by commas."),
    ];

    public async ValueTask<bool> IsOnAsync(CancellationToken cancel)
    {
        var values = await settings.GetAsync(cancel);
        _currencies = CurrenciesOf(values[Listed]);
        return values.Has(Instructions) && _currencies.Count > 0;
    }

    public async Task<string> TestConnectionAsync(CancellationToken cancel) =>
        await IsOnAsync(cancel) ? string.Join(", ", _currencies) : throw new ProcessorFailure(ProcessorFailure.NotConfigured, final: true);

    public async Task<StartedCheckout> StartAsync(CheckoutRequest request, CancellationToken cancel)
    {
        var words = (await settings.GetAsync(cancel))[Instructions];
        if (words.Length == 0)
            throw new ProcessorFailure(ProcessorFailure.NotConfigured);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await FindAsync(db, request.RequestId, cancel) is null)
        {
            // Codes of orders are unique on the whole site.
            var order = await db.Set<Order>().IgnoreQueryFilters().AsNoTracking().SingleAsync(o => o.Code == request.OrderCode, cancel);
            db.Add(BankTransfer.Of(order, request, time.GetUtcNow().UtcDateTime));
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException failure) when (failure.IsCollision())
            {
                // The same request came twice at once, and the other one was first.
            }
        }
        return new StartedCheckout(request.RequestId, new CheckoutStart.Transfer(words));
    }

    public async Task<CheckoutRecord> FetchAsync(string reference, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var transfer = await FindAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), reference, cancel)
            ?? throw new ProcessorFailure("not_found", final: true);
        var state = transfer.StateAt(time.GetUtcNow().UtcDateTime);
        return new CheckoutRecord(state, transfer is { Arrived: { } amount, ArrivedOn: { } on }
            ? [new PaymentRecord(
                reference, amount, transfer.Currency, 0, on.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
                [.. transfer.Returns.OrderBy(r => r.Id).Select(Of)])]
            : []);
    }

    public async Task CloseAsync(string reference, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await FindAsync(db, reference, cancel) is not { Arrived: null } transfer)
            return;
        transfer.Close(by: null, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Somebody has to send it: it waits until they say that they did.</summary>
    public async Task RefundAsync(RefundRequest request, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var transfer = await FindAsync(db, request.PaymentReference, cancel) ?? throw new ProcessorFailure("not_found", final: true);
        if (transfer.Returns.Any(r => r.RequestId == request.RequestId))
            return;
        transfer.Return(request, time.GetUtcNow().UtcDateTime);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            // The same request came twice at once, and the other one was first.
        }
    }

    public ValueTask<WebhookEvent?> VerifyAsync(
        IHeaderDictionary headers, ReadOnlyMemory<byte> body, DateTime now, CancellationToken cancel) => throw Refused.NotFound();

    internal static IReadOnlyList<string> CurrenciesOf(string list) =>
    [
        .. list.Split([',', ' ', ';', '，', '、'], StringSplitOptions.RemoveEmptyEntries)
            .Select(c => Currencies.Find(c)?.Code).OfType<string>().Distinct(),
    ];

    // A processor knows no communities.
    private static Task<BankTransfer?> FindAsync(AppDb db, string reference, CancellationToken cancel) =>
        db.Set<BankTransfer>().IgnoreQueryFilters().Include(t => t.Returns).SingleOrDefaultAsync(t => t.RequestId == reference, cancel);

    private static RefundRecord Of(BankReturn back) => new(
        $"bank-return-{back.Id}", back.RequestId, back.Amount, back.Outcome, back.Outcome == RefundOutcome.Failed ? "not_sent" : null,
        back.SentAt ?? back.RefusedAt ?? back.RequestedAt);
}
