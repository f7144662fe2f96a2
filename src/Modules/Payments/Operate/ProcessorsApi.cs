using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Operate;

/// <summary>How payments are set up, for operators' programs.</summary>
internal static class ProcessorsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/operate/payments").WithTags("Operations").RequireScope("operate").RequirePermission(Permissions.Operate);
        api.MapGet("/", AllAsync).WithName("GetPaymentProcessors").WithSummary("Every payment processor and how it is set up; secrets are never told.");
        api.MapGet("/{processor}", OneAsync).WithName("GetPaymentProcessor").WithSummary("One payment processor and how it is set up.");
        api.MapPut("/{processor}", ChangeAsync).WithName("ChangePaymentProcessor")
            .WithSummary("Change settings by name: what is not named stays, and empty takes it away. What the environment sets is refused.");
        api.MapPost("/{processor}/test", TestAsync).WithName("TestPaymentProcessor").WithSummary("Ask the processor who we are, with the settings as they are.");
    }

    private static async Task<Ok<ProcessorsAnswer>> AllAsync(ReadProcessorCards cards, CancellationToken cancel) =>
        TypedResults.Ok(new ProcessorsAnswer([.. (await cards.AllAsync(cancel)).Select(ProcessorAnswer.Of)]));

    private static async Task<Ok<ProcessorAnswer>> OneAsync(string processor, ReadProcessorCards cards, CancellationToken cancel) =>
        TypedResults.Ok(ProcessorAnswer.Of(await cards.OneAsync(processor, cancel)));

    private static async Task<Ok<ProcessorAnswer>> ChangeAsync(
        string processor, ProcessorWish wish, ChangeProcessorSettings change, ReadProcessorCards cards, CurrentMember current,
        CancellationToken cancel)
    {
        await change.RunAsync(processor, wish.Settings ?? new Dictionary<string, string?>(), current.RequireId(), cancel);
        return TypedResults.Ok(ProcessorAnswer.Of(await cards.OneAsync(processor, cancel)));
    }

    private static async Task<Ok<ConnectionAnswer>> TestAsync(string processor, TestConnection test, CancellationToken cancel)
    {
        var tested = await test.RunAsync(processor, cancel);
        return TypedResults.Ok(new ConnectionAnswer(tested.Works, tested.Answer));
    }
}

/// <param name="Settings">By name, such as <c>SecretKey</c>.</param>
internal sealed record ProcessorWish(IReadOnlyDictionary<string, string?>? Settings);

/// <param name="Items">Those that move real money first.</param>
internal sealed record ProcessorsAnswer(IReadOnlyList<ProcessorAnswer> Items);

/// <param name="Waiting">Payments and refunds that wait until it is on again.</param>
internal sealed record ProcessorAnswer(string Name, bool On, string? Webhook, IReadOnlyList<SettingAnswer> Settings, int Waiting)
{
    public static ProcessorAnswer Of(ProcessorCard card) => new(
        card.Name, card.On, card.Webhook,
        [.. card.Settings.Select(s => new SettingAnswer(s.Setting.Name, s.Value, s.Setting.IsSecret, s.IsSet, s.IsFixed))], card.Waiting);
}

/// <param name="Value"><c>null</c> for a secret.</param>
internal sealed record SettingAnswer(string Name, string? Value, bool IsSecret, bool IsSet, bool IsFixed);

/// <param name="Answer">What they call our account, or what went wrong.</param>
internal sealed record ConnectionAnswer(bool Works, string Answer);
