using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Hosting;

/// <summary>One person's browser window. It notes whatever a browser's console would show in red.</summary>
public sealed class Visit : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly HashSet<int> _expected = [];

    internal Visit(IBrowserContext context, IPage page, Look look)
    {
        (_context, Page, Look) = (context, page, look);
        context.Console += (_, message) =>
        {
            // The failed load itself is noted below, with its status.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                _problems.Enqueue($"console: {message.Text}");
        };
        context.WebError += (_, error) => _problems.Enqueue($"script: {error.Error}");
        context.RequestFailed += (_, request) =>
        {
            // Leaving a page cancels what it was still loading.
            if (request.Failure != "net::ERR_ABORTED")
                _problems.Enqueue($"{request.Failure}: {request.Method} {request.Url}");
        };
        context.Response += (_, response) =>
        {
            if (response.Status >= 400 && !_expected.Contains(response.Status))
                _problems.Enqueue($"{response.Status}: {response.Request.Method} {response.Url}");
        };
    }

    public IPage Page { get; }

    public Look Look { get; private set; }

    /// <summary>Answers with this status are part of the story, e.g. 422 for a wrong field.</summary>
    public void Expect(int status) => _expected.Add(status);

    public Task<IResponse?> GoToAsync(string path) => Page.GotoAsync(path);

    /// <summary>Types into the field of this name, as the form sends it.</summary>
    public Task FillAsync(string name, string value) => Page.Locator($"[name='{name}']").FillAsync(value);

    /// <summary>Presses a button and waits for the page that answers.</summary>
    public async Task PressAsync(string selector)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrive(object? sender, IPage page) => arrived.TrySetResult();
        Page.Load += Arrive;
        try
        {
            await Page.Locator(selector).ClickAsync();
            await arrived.Task.WaitAsync(Patience);
        }
        finally
        {
            Page.Load -= Arrive;
        }
    }

    /// <summary>What every page owes everybody: it fits the screen and axe finds nothing. Leaves a picture.</summary>
    public async Task ShouldBeGoodAsync(string name)
    {
        await ScreenshotAsync(name);
        await ShouldFitTheScreenAsync();
        await this.ShouldHaveNoAxeViolationsAsync();
    }

    /// <summary>
    /// The same in all looks of this language, on the page as it is loaded: screen and theme are the stylesheet's matter, and loading it
    /// anew for each of them is what took long.
    /// </summary>
    public async Task ShouldBeGoodInAllLooksAsync(string name)
    {
        var before = Look;
        foreach (var look in Look.Of(before.Language))
        {
            await AppearAsync(look);
            await ShouldBeGoodAsync(name);
        }
        await AppearAsync(before);
    }

    /// <summary>
    /// Told of another theme while much happens, Chromium 156 now and then keeps the colours that are inherited, which no reload has shown:
    /// then it is told once more.
    /// </summary>
    private async Task AppearAsync(Look look)
    {
        Look = look;
        await Page.SetViewportSizeAsync(look.Width, look.Height);
        for (var told = 0; told < 3 && (told == 0 || !await Page.EvaluateAsync<bool>(HasItsColours)); told++)
        {
            if (told > 0)
                await Page.EmulateMediaAsync(new() { ColorScheme = look.Dark ? ColorScheme.Light : ColorScheme.Dark });
            await Page.EmulateMediaAsync(new() { ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light });
        }
    }

    /// <summary>Whether what inherits its colour has the one that the theme gives to the whole page.</summary>
    private const string HasItsColours =
        """
        new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
            const [inherits, asks] = [document.createElement('i'), document.createElement('i')];
            asks.style.color = 'var(--ink)';
            document.body.append(inherits, asks);
            const same = getComputedStyle(inherits).color === getComputedStyle(asks).color;
            inherits.remove();
            asks.remove();
            done(same);
        })))
        """;

    /// <summary>Writes artifacts/screenshots/NAME-WIDTH-LANGUAGE-THEME.png, for a person to look at.</summary>
    public Task ScreenshotAsync(string name) => Page.ScreenshotAsync(new()
    {
        Path = Repository.PathOf("artifacts", "screenshots", $"{name}-{Look}.png"),
        FullPage = true,
    });

    /// <summary>What the browser complained about up to now.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>No console error, failed request or violated policy up to now.</summary>
    public void ShouldBeClean() => Assert.True(_problems.IsEmpty, $"The browser complained at {Page.Url}:\n{string.Join('\n', _problems)}");

    /// <summary>Nothing hangs over the edge of the screen.</summary>
    public async Task ShouldFitTheScreenAsync()
    {
        var width = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= Look.Width, $"{Page.Url} is {width} pixels wide on a screen of {Look.Width}.");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
