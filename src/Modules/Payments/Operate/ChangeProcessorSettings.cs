using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Settings;
using Guildhall.Payments.Processors;
using Guildhall.Payments.Settlement;

namespace Guildhall.Payments.Operate;

/// <summary>Changes how a processor is reached.</summary>
internal sealed class ChangeProcessorSettings(
    AppDb db, Guard guard, PaymentProcessors processors, InstallationSettings installation, ProcessorSettings settings,
    ResumeProcessor resume)
{
    public const int MaxLength = 4000;

    /// <param name="wanted">By <see cref="ProcessorSetting.Name"/>: what is not named stays as it is, and empty takes it away.</param>
    /// <exception cref="Refused">404 for an unknown processor; 409 setting_fixed; 422 at the field. Nothing is changed then.</exception>
    public async Task RunAsync(string processorName, IReadOnlyDictionary<string, string?> wanted, long by, CancellationToken cancel)
    {
        await guard.RequireOperatorAsync(cancel);
        var processor = processors.Find(processorName) ?? throw Refused.NotFound();
        var changes = wanted.Where(w => w.Value is not null).Select(w => Check(processor, w.Key, w.Value!)).ToList();
        foreach (var (setting, value) in changes)
            await installation.ChangeAsync(setting.Key, value, setting.IsSecret, by, cancel);
        await db.SaveChangesAsync(cancel);
        settings.Forget();
        if (await processor.IsOnAsync(cancel))
            await resume.RunAsync(processor.Name, cancel);
    }

    private (ProcessorSetting Setting, string Value) Check(IPaymentProcessor processor, string name, string typed)
    {
        var setting = processor.Settings.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw Refused.AtField(name, "setting_unknown", "There is no setting of this name.");
        if (installation.IsFixed(setting.Key))
            throw new Refused("setting_fixed", 409, "The environment sets this, so it can't be changed here.") { Field = setting.Name };
        var value = typed.Trim();
        if (value.Length > MaxLength)
            throw Refused.AtField(setting.Name, "value_too_long", "That is longer than {0} characters.", MaxLength);
        if (!setting.IsLong && value.AsSpan().ContainsAny('\r', '\n'))
            throw Refused.AtField(setting.Name, "value_not_one_line", "This goes on one line.");
        if (setting.IsAddress && value.Length > 0 && !IsAddress(value))
            throw Refused.AtField(setting.Name, "address_invalid", "This is not a valid address, such as https://api.example.org.");
        return (setting, value);
    }

    private static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" };
}
