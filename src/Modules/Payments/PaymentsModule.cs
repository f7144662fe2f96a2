using System.CommandLine;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Papers;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Work;
using Guildhall.Payments.Api;
using Guildhall.Payments.Bank;
using Guildhall.Payments.ByHand;
using Guildhall.Payments.Checkouts;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Disputes;
using Guildhall.Payments.Exports;
using Guildhall.Payments.Gifts;
using Guildhall.Payments.Inbox;
using Guildhall.Payments.Incomes;
using Guildhall.Payments.Invoices;
using Guildhall.Payments.Forgetting;
using Guildhall.Payments.Ledger;
using Guildhall.Payments.Manage;
using Guildhall.Payments.Operate;
using Guildhall.Payments.Orders;
using Guildhall.Payments.Overview;
using Guildhall.Payments.PayPal;
using Guildhall.Payments.Processors;
using Guildhall.Payments.ProfitAndLoss;
using Guildhall.Payments.Receipts;
using Guildhall.Payments.Reconciliation;
using Guildhall.Payments.RefundClaims;
using Guildhall.Payments.Refunds;
using Guildhall.Payments.Rehearsing;
using Guildhall.Payments.Settlement;
using Guildhall.Payments.Shares;
using Guildhall.Payments.Stripe;
using Guildhall.Payments.Subscriptions;
using Guildhall.Payments.TestProcessor;
using Guildhall.Payments.Visitors;
using Guildhall.Payments.WeChat;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Payments;

/// <summary>The table of contents.</summary>
public sealed class PaymentsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddOptions<PaymentsOptions>().BindConfiguration("Guildhall:Payments").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PaymentsOptions>, PaymentsRules>();

        services.AddScoped<Sales>().AddScoped<RedeemCoupons>().AddScoped<MemberCoupons>().AddScoped<ContinueCoupons>()
            .AddScoped<TrialCoupons>()
            .AddScoped<ArrangeCoupons>().AddScoped<CouponList>().AddScoped<IGivenCoupons, GivenCoupons>()
            .AddScoped<CancelOrder>().AddScoped<ResumeOrder>().AddScoped<PlaceOrder>().AddScoped<StartCheckout>();
        services.AddScoped<IOwnThings, MoneyThings>();
        services.AddHeardBy<OrderPaid, OrdersHeard>(Names.ReadMoney);
        services.AddHeardBy<OrderRefunded, OrdersHeard>(Names.ReadMoney);
        services.AddHeardBy<DisputeOpened, OrdersHeard>(Names.Refund);
        services.AddHeardBy<RefundClaimed, OrdersHeard>(Names.Refund);
        services.AddScoped<ReceiveWebhook>();
        services.AddSingleton<OrderStanding>().AddSingleton<KnownRefunds>();
        services.AddScoped<LookNow>();
        services.AddScoped<ResumeProcessor>();
        services.AddScoped<DueWork>().AddScoped<SettleCheckout>().AddScoped<BookCheckout>()
            .AddScoped<BookMoney>().AddScoped<BookReturns>();
        AddSubscriptions(services);
        services.AddScoped<RefundOrder>().AddScoped<GiveBack>().AddScoped<SendRefund>().AddScoped<AcceptHeldPayment>();
        AddRefunds(services);
        services.AddScoped<BookDisputes>().AddScoped<GatherEvidence>().AddScoped<AnswerDispute>();
        services.AddWork<RemindOfDispute, RemindOfDisputes>();
        services.AddScoped<IMoneyLedger, MoneyLedger>().AddScoped<LedgerList>().AddScoped<CheckLedger>();
        services.AddHandler<MailReceiptOnOrderPaid>(Start.Now);
        services.AddWork<CloseOrderCheckouts, CloseCheckouts>();
        services.AddScoped<OrderList>().AddScoped<ReadReceipt>().AddScoped<ReadOrderRecord>().AddScoped<InboxList>()
            .AddScoped<RetryWebhook>();
        services.AddSingleton<PaymentProcessors>().AddSingleton<ProcessorSettings>();
        services.AddScoped<ReadProcessorCards>().AddScoped<ChangeProcessorSettings>().AddScoped<TestConnection>();
        services.AddWorker<SettlementWorker>();
        services.AddClockJob<SweepCheckouts>();
        services.AddRecurringJob<RetryGivenUp>();
        services.AddSingleton<IPaymentProcessor, StripeProcessor>();
        services.AddSingleton<StripeClients>().AddSingleton<StripeEvents>().AddSingleton<StripeCheckouts>().AddSingleton<StripeCharges>()
            .AddSingleton<StripeRefunds>().AddSingleton<StripeDisputes>().AddSingleton<StripeSubscriptions>();
        AddWeChat(services);
        AddPayPal(services);
        AddBank(services);
        AddBooks(services);
        services.AddScoped<Rehearse>().AddScoped<ReadProposal>();
        AddInvoices(services);
        AddGifts(services);
        AddTestProcessor(services);
    }

    /// <summary>What goes back with the money, the terms on which it does, and members who ask.</summary>
    private static void AddRefunds(IServiceCollection services)
    {
        services.AddScoped<PreviewRefund>().AddScoped<Cascade>();
        services.AddScoped<IRefundEffects, AccessEffects>().AddScoped<IRefundEffects, SubscriptionEffects>()
            .AddScoped<IRefundEffects, CouponEffects>().AddScoped<IRefundEffects, ShareEffects>();
        services.AddScoped<IRefundTerms, RefundPromises>().AddScoped<ChangeRefundTerms>().AddScoped<JudgeRefund>();
        services.AddScoped<AskForRefund>().AddScoped<DecideClaim>().AddScoped<ClaimList>();
        services.AddWork<PayClaim, PayClaims>();
    }

    private static void AddWeChat(IServiceCollection services)
    {
        services.AddSingleton<IPaymentProcessor, WeChatProcessor>();
        services.AddSingleton<WeChatTransport>().AddSingleton<WeChatKeys>().AddSingleton<WeChatClient>().AddSingleton<WeChatTrades>();
    }

    private static void AddPayPal(IServiceCollection services)
    {
        services.AddSingleton<IPaymentProcessor, PayPalProcessor>();
        services.AddSingleton<PayPalClient>().AddSingleton<PayPalOrders>().AddSingleton<PayPalDisputeList>()
            .AddSingleton<PayPalDisputeAnswers>();
        services.AddSingleton<PayPalSubscriptions>().AddSingleton<PayPalPlans>().AddSingleton<PayPalCharges>();
        services.AddSingleton<PayPalCertificates>().AddSingleton<PayPalWebhook>();
    }

    private static void AddBank(IServiceCollection services)
    {
        services.AddSingleton<IPaymentProcessor, BankProcessor>();
        services.AddScoped<TransferList>().AddScoped<DecideTransfer>();
    }

    private static void AddSubscriptions(IServiceCollection services)
    {
        services.AddScoped<KeepSubscriptions>().AddScoped<SettleSubscription>().AddScoped<StraySubscriptions>()
            .AddScoped<RenewingOrders>();
        services.AddScoped<OwnSubscriptions>().AddScoped<ChangePlan>().AddScoped<SubscriptionList>().AddScoped<ChangeSubscriptionTerms>();
        services.AddScoped<ISubscriptionFigures, Subscriptions.SubscriptionFigures>().AddScoped<IRenewals, Renewals>();
        services.AddWork<TendSubscription, TendSubscriptions>();
        services.AddWork<TellProcessor, TellProcessors>().AddWork<EndAtProcessor, TellProcessors>();
        services.AddRecurringJob<SweepSubscriptions>();
    }

    /// <summary>What is bought for others, and by those who have no account yet.</summary>
    private static void AddGifts(IServiceCollection services)
    {
        services.AddSingleton<ClaimLinks>().AddScoped<KeepClaims>().AddScoped<ClaimOrder>().AddScoped<GiftList>();
        services.AddWork<DeliverClaim, DeliverClaims>();
        services.AddWork<TellOfSpentCoupon, TellOfSpentCoupons>();
        services.AddScoped<IRefundEffects, GiftEffects>();
        services.AddScoped<Buyer>().AddScoped<BuyAsVisitor>();
        services.AddAuthorizationBuilder().AddPolicy(Buyer.Policy, policy => policy.RequireAssertion(Buyer.IsMet));
        services.AddClockJob<SweepVisitors>();
    }

    /// <summary>Costs, shares, profit and loss, and the comparison with the processors' own lists.</summary>
    private static void AddBooks(IServiceCollection services)
    {
        services.AddScoped<MayKeepBooks>().AddScoped<CheckCosts>().AddScoped<CheckOrders>().AddScoped<ExportLedger>();
        services.AddScoped(typeof(EnterByHand<,,>)).AddScoped(typeof(ReverseByHand<,,>)).AddScoped(typeof(ImportByHand<,,>));
        services.AddScoped<CostList>().AddScoped<IncomeList>();
        services.AddScoped<BookShares>().AddScoped<MakeShareRule>().AddScoped<EndShareRule>().AddScoped<Payables>()
            .AddScoped<RecordPayout>()
            .AddScoped<ReversePayout>().AddScoped<ReadStatement>();
        services.AddScoped<ReadProfit>().AddScoped<ReadPricedItems>().AddScoped<RowList>().AddScoped<ReadIncome>();
        services.AddScoped<IWaiting, MoneyWaiting>().AddScoped<IWaiting, ClaimsWaiting>()
            .AddScoped<IWaiting, FapiaoWaiting>();
        services.AddPart<IncomeTile, CommunityInfo>(Slots.Today, 10, Names.ReadMoney);
        services.AddScoped<IMoneyFigures, DueFigures>().AddScoped<IMoneyFigures, Overview.SubscriptionFigures>()
            .AddScoped<IMoneyFigures, PaymentFigures>();
        services.AddTransient<ComparePayments>().AddScoped<Reconcile>().AddScoped<StartReconciliation>().AddScoped<Cases>()
            .AddScoped<DecideCase>().AddScoped<RepairCase>();
        services.AddWork<ReconcileProcessor, ReconcileProcessors>(ReconcileProcessors.Options);
        services.AddClockJob<ReconcileNightly>();
    }

    /// <summary>Invoices, credit notes, and the requests for a 发票.</summary>
    private static void AddInvoices(IServiceCollection services)
    {
        services.AddScoped<ReadPapers>();
        services.AddScoped<ReadSeller>().AddScoped<ChangeSeller>().AddScoped<KeepPapers>().AddScoped<ChangeBilling>();
        services.AddScoped<DueDocuments>().AddScoped<IRefundEffects, InvoiceEffects>();
        services.AddScoped<IssueDocuments>().AddScoped<MakeInvoice>().AddScoped<CorrectInvoice>().AddScoped<InvoiceList>();
        services.AddSingleton<PdfFonts>().AddSingleton<IPapers, DrawPapers>().AddSingleton<InvoicePdf>().AddScoped<PdfAnswers>();
        services.AddScoped<AskFapiao>().AddScoped<DecideFapiao>().AddScoped<FapiaoList>().AddScoped<FollowRefunds>();
        services.AddHandler<IssueOnOrders>(Start.Now);
        services.AddWork<IssueAfterDispute, IssueAfterDisputes>();
    }

    private static void AddTestProcessor(IServiceCollection services)
    {
        services.AddSingleton<IPaymentProcessor, TestPaymentProcessor>();
        services.AddSingleton(TestProcessorSite.Of);
        services.AddSingleton<TestSecret>().AddSingleton<TestWebhookAddress>();
        services.AddScoped<DecideTestPayment>().AddScoped<DecideTestSubscription>();
        services.AddScoped<ITestPurchases, TestPurchases>();
        services.AddScoped<DrainTestEvents>();
        services.AddHttpClient(TestEventWorker.Client, client => client.Timeout = TimeSpan.FromSeconds(10));
        services.AddWorker<TestEventWorker>().AddWorker<TestChargeWorker>();
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.AddScoped<IForget, ForgetBuyer>();
        services.Forget(Leaving.Books).Stays<Order>(Leaving.ByLaw).Stays<Customer>(Leaving.ByLaw).Stays<Invoice>(Leaving.ByLaw)
            .Stays<FapiaoRequest>(Leaving.ByLaw).Stays<Subscription>(Leaving.ByLaw).Stays<Coupon>(Leaving.ByLaw)
            .Stays<CouponUse>(Leaving.ByLaw)
            .Stays<RefundClaim>(Leaving.ByLaw).Stays<Share>(Leaving.ByLaw).Stays<ShareRule>(Leaving.ByLaw);
        services.Forget(Leaving.Account).Gone<MemberBilling>();
    }

    public void MapTables(ModelBuilder model) => PaymentsTables.Map(model);

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/webhooks/{processor}", async (string processor, ReceiveWebhook receive, HttpRequest request, CancellationToken cancel) =>
        {
            await receive.RunAsync(processor, request, cancel);
            return TypedResults.Ok();
        }).AllowAnonymous().DisableAntiforgery();
        BuyingApi.Map(routes);
        CouponApi.Map(routes);
        CouponCommands.Map(routes);
        CouponsCsv.Map(routes);
        FapiaoApi.Map(routes);
        InvoiceApi.Map(routes);
        InvoiceCommands.Map(routes);
        MoneyApi.Map(routes);
        OrdersCsv.Map(routes);
        SubscriptionsCsv.Map(routes);
        RefundsApi.Map(routes);
        TransferApi.Map(routes);
        ProcessorsApi.Map(routes);
        SubscriptionsApi.Map(routes);
        CostsApi.Map(routes);
        IncomeApi.Map(routes);
        SharesApi.Map(routes);
        ProfitApi.Map(routes);
        RehearsalApi.Map(routes);
        ReconciliationApi.Map(routes);
        GiftsApi.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions => BookPermissions.All;

    public IEnumerable<TokenScope> TokenScopes => BookPermissions.Scopes;

    public IEnumerable<MenuEntry> Menu => PaymentsMenu.All;

    public IEnumerable<Command> Verbs(Cli cli) => [LedgerVerb.Of(cli)];
}
