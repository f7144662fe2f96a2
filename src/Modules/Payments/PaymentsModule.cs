using System.CommandLine;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Payments.Api;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Manage;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Receipts;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.TestProcessor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Guildhall.Payments;

/// <summary>The table of contents.</summary>
public sealed class PaymentsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PaymentsOptions>().BindConfiguration("Guildhall:Payments").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PaymentsOptions>, PaymentsRules>();

        services.AddScoped<QuoteMembership>().AddScoped<PlaceOrder>().AddScoped<StartCheckout>();
        services.AddScoped<IDocuments, OrderDocuments>();
        services.AddHeardBy<OrderPaid, OrdersHeard>(Permissions.ReadMoney);
        services.AddHeardBy<OrderRefunded, OrdersHeard>(Permissions.ReadMoney);
        services.AddScoped<ReceiveWebhook>();
        services.AddScoped<DueWork>().AddScoped<SettleCheckout>().AddScoped<BookMoney>();
        services.AddScoped<RefundOrder>().AddScoped<SendRefund>().AddScoped<AcceptHeldPayment>();
        services.AddScoped<PreviewRefund>();
        services.AddScoped<IMoneyLedger, MoneyLedger>().AddScoped<LedgerList>().AddScoped<CheckLedger>();
        services.AddHandler<MailReceiptOnOrderPaid>(Start.Now);
        services.AddScoped<OrderList>().AddScoped<ReadReceipt>().AddScoped<ReadOrderRecord>().AddScoped<InboxList>().AddScoped<RetryWebhook>();
        services.AddSingleton<PaymentProcessors>();
        services.AddWorker<SettlementWorker>();
        services.AddRecurringJob<SweepCheckouts>();
        AddTestProcessor(services);
    }

    private static void AddTestProcessor(IServiceCollection services)
    {
        services.AddSingleton<IPaymentProcessor, TestPaymentProcessor>();
        services.AddSingleton(TestProcessorSite.Of);
        services.AddSingleton<TestSecret>().AddSingleton<TestWebhookAddress>();
        services.AddScoped<DecideTestPayment>();
        services.AddScoped<ITestPurchases, TestPurchases>();
        services.AddScoped<DrainTestEvents>();
        services.AddHttpClient(TestEventWorker.Client, client => client.Timeout = TimeSpan.FromSeconds(10));
        services.AddWorker<TestEventWorker>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new CheckoutMapping())
        .ApplyConfiguration(new CustomerMapping())
        .ApplyConfiguration(new EntryMapping())
        .ApplyConfiguration(new LedgerTransactionMapping())
        .ApplyConfiguration(new OrderLineMapping())
        .ApplyConfiguration(new OrderMapping())
        .ApplyConfiguration(new PaymentMapping())
        .ApplyConfiguration(new ProcessorSecretMapping())
        .ApplyConfiguration(new RefundMapping())
        .ApplyConfiguration(new TestEventMapping())
        .ApplyConfiguration(new TestPaymentMapping())
        .ApplyConfiguration(new TestRefundMapping())
        .ApplyConfiguration(new WebhookDeliveryMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/webhooks/{processor}", async (string processor, ReceiveWebhook receive, HttpRequest request, CancellationToken cancel) =>
        {
            await receive.RunAsync(processor, request, cancel);
            return TypedResults.Ok();
        }).AllowAnonymous().DisableAntiforgery();
        BuyingApi.Map(routes);
        MoneyApi.Map(routes);
    }

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Orders", "/c/{community}/manage/orders", "cart", MenuPlace.Manage, 40, Permissions.ReadMoney),
        new("Money ledger", "/c/{community}/manage/ledger", "ledger", MenuPlace.Manage, 41, Permissions.ReadMoney),
        new("Webhooks", "/c/{community}/manage/webhooks", "refresh", MenuPlace.Manage, 42, Permissions.ReadMoney),
        new("My orders", "/account/orders", "receipt", MenuPlace.Account, 30),
    ];

    public IEnumerable<Command> Verbs(Cli cli) => [LedgerVerb.Of(cli)];
}
