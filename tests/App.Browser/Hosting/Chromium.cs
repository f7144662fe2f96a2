using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Guildhall.App.Browser.Hosting.Chromium))]

namespace Guildhall.App.Browser.Hosting;

/// <summary>One browser for the whole run. GUILDHALL_CHROMIUM names its program; without it Playwright takes its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Without these the browser looks for hosts of its maker, which a closed network refuses.
    private static readonly string[] Quiet =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run", "--disable-component-update", "--disable-sync",
         // A microphone that beeps, and everybody lets pages have it.
         "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

    private const string TellViolations =
        "addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.effectiveDirective} ${e.blockedURI} at ${e.documentURI}`))";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("GUILDHALL_CHROMIUM") is { Length: > 0 } program ? program : null,
            Args = Quiet,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A fresh browser profile: no cookies, the given screen, language and theme.</summary>
    /// <param name="scripts">Whether pages may run any.</param>
    internal async Task<Visit> OpenAsync(Uri address, Look look, bool scripts = true)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            Locale = look.Language == "zh" ? "zh-CN" : "en-US",
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            TimezoneId = "Asia/Shanghai",
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
        });
        context.SetDefaultTimeout((float)Visit.Patience.TotalMilliseconds);
        // By the debugging protocol, so that no policy applies to it; on every page from its first line on.
        await context.AddInitScriptAsync(TellViolations);
        return new Visit(context, await context.NewPageAsync(), look);
    }
}
