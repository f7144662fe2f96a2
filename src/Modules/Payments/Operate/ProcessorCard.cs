using Guildhall.Kernel.Http;
using Guildhall.Kernel.Settings;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;

namespace Guildhall.Payments.Operate;

/// <summary>How one processor is set up, for the operator of the installation.</summary>
/// <param name="Title">A brand, or a text key.</param>
/// <param name="On">Whether it takes new orders.</param>
/// <param name="Webhook">The address to enter at the processor; <c>null</c> for one that does not call us.</param>
/// <param name="Waiting">Payments and refunds that wait until it is on again.</param>
public sealed record ProcessorCard(
    string Name, string Title, bool On, string? Webhook, IReadOnlyList<SettingField> Settings, int Waiting);

/// <param name="Value"><c>null</c> for a secret: what is kept is never shown again.</param>
/// <param name="IsSet">Whether there is a value, shown or not.</param>
/// <param name="IsFixed">Whether the environment sets it, so that it cannot be changed here.</param>
public sealed record SettingField(ProcessorSetting Setting, string? Value, bool IsSet, bool IsFixed)
{
    /// <summary>How the environment names it.</summary>
    public string Variable => Setting.Key.Replace(":", "__", StringComparison.Ordinal);
}

internal sealed class ReadProcessorCards(
    PaymentProcessors processors, ProcessorSettings settings, InstallationSettings installation, PublicAddress site,
    ResumeProcessor waiting)
{
    public async Task<IReadOnlyList<ProcessorCard>> AllAsync(CancellationToken cancel)
    {
        var cards = new List<ProcessorCard>();
        foreach (var processor in processors.All)
            cards.Add(await CardAsync(processor, cancel));
        return cards;
    }

    /// <exception cref="Refused">404: there is no such processor.</exception>
    public Task<ProcessorCard> OneAsync(string name, CancellationToken cancel) =>
        CardAsync(processors.Find(name) ?? throw Refused.NotFound(), cancel);

    private async Task<ProcessorCard> CardAsync(IPaymentProcessor processor, CancellationToken cancel)
    {
        var values = await settings.GetAsync(cancel);
        var isOn = await processor.IsOnAsync(cancel);
        return new ProcessorCard(
            processor.Name,
            processor.Title,
            isOn,
            processor.SendsWebhooks ? site.Of($"/webhooks/{processor.Name}") : null,
            [.. processor.Settings.Select(s =>
                new SettingField(s, s.IsSecret ? null : values[s.Key], values.Has(s.Key), installation.IsFixed(s.Key)))],
            isOn ? 0 : await waiting.CountAsync(processor.Name, cancel));
    }
}
