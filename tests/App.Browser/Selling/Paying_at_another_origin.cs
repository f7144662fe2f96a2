using System.Text.Json;
using Guildhall.App.Browser.Hosting;

namespace Guildhall.App.Browser.Selling;

/// <summary>
/// The site at <c>localhost</c>, the test processor at <c>127.0.0.1</c>: to a browser two sites that share no cookie. Every window that
/// these journeys open must have seen no violated policy when they end.
/// </summary>
public sealed class Paying_at_another_origin(
    ServerWithProcessorAside server, Chromium chromium) : Journey(server, chromium), IClassFixture<ServerWithProcessorAside>
{
    private const string Leaving = """
        address => {
          const form = document.createElement('form')
          form.method = 'post'
          form.action = address
          document.body.append(form)
          form.submit()
        }
        """;

    private ServerWithProcessorAside Aside => (ServerWithProcessorAside)Server;

    private Uri Processor => Aside.Processor;

    [Fact]
    public async Task Leads_there_and_back_whatever_the_buyer_decides()
    {
        var buyer = await BuyerAsync(Look.Phone.InChinese.InTheDark, "yu@example.org");
        await buyer.ShouldBeGoodAsync("aside-checkout");
        await buyer.Page.Locator("button[value=buy]").DblClickAsync();
        await ShouldBeAtProcessorAsync(buyer);
        await buyer.ShouldBeGoodAsync("aside-pay");

        await DecideAsync(buyer, "decline");
        await buyer.Page.Locator("button[value=again]").WaitForAsync();
        await buyer.ShouldBeGoodAsync("aside-declined");

        await buyer.Page.Locator("button[value=again]").DblClickAsync();
        await ShouldBeAtProcessorAsync(buyer);
        await DecideAsync(buyer, "cancel");
        await buyer.Page.Locator("button[value=again]").WaitForAsync();

        await buyer.Page.Locator("button[value=again]").ClickAsync();
        await ShouldBeAtProcessorAsync(buyer);
        await buyer.Page.Locator("button[value=pay]").DblClickAsync();
        await ShouldBeAtOrderAsync(buyer);
        await buyer.Page.Locator(".callout.success").WaitForAsync();
        await buyer.ShouldBeGoodAsync("aside-paid");
    }

    [Fact]
    public async Task Works_without_scripts()
    {
        var buyer = await BuyerAsync(Look.Desktop, "ann@example.org", scripts: false);

        await buyer.Page.Locator("button[value=buy]").ClickAsync();
        await ShouldBeAtProcessorAsync(buyer);
        await DecideAsync(buyer, "pay");

        await buyer.Page.Locator(".callout.success").WaitForAsync();
    }

    [Fact]
    public async Task Leaves_no_step_that_leads_forward_again()
    {
        var buyer = await BuyerAsync(Look.Desktop, "bo@example.org");
        await buyer.Page.Locator("button[value=buy]").ClickAsync();
        await ShouldBeAtProcessorAsync(buyer);

        await buyer.Page.GoBackAsync();

        await buyer.Page.Locator("button[value=buy]").WaitForAsync();
        Assert.EndsWith(await CheckoutAsync(), buyer.Page.Url);
    }

    [Fact]
    public async Task Keeps_the_forms_of_other_tabs()
    {
        var buyer = await BuyerAsync(Look.Desktop, "cem@example.org");
        await buyer.GoToAsync("/account/settings");
        await buyer.FillAsync("name", "Cem the Second");

        var tab = await buyer.Page.Context.NewPageAsync();
        await tab.GotoAsync(await CheckoutAsync());
        await tab.Locator("button[value=buy]").ClickAsync();
        await tab.WaitForURLAsync($"{Processor}**");
        var decided = tab.Url;
        await tab.Locator("button[value=decline]").ClickAsync();
        await tab.Locator("button[value=again]").WaitForAsync();
        // Once more from the other site, now to a page that has a form from the first line on.
        await tab.GotoAsync(decided);
        await tab.Locator("button[value=again]").WaitForAsync();

        await buyer.PressAsync("form:has([name=name]) button.primary");
        Assert.Contains("saved=profile", buyer.Page.Url);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task Shows_good_pages_on_the_way(string language)
    {
        var buyer = await BuyerAsync(Look.Desktop with { Language = language }, $"look-{language}@example.org", scripts: true);
        // Held back, the page can be looked at before it leads on.
        await buyer.Page.RouteAsync($"{Processor}**", route => route.AbortAsync("aborted"));
        await buyer.Page.Locator("button[value=buy]").ClickAsync();
        await buyer.Page.WaitForURLAsync("**/payment");
        await buyer.Page.Locator("main a.primary").WaitForAsync();
        await buyer.ShouldBeGoodInAllLooksAsync("aside-leave");
        Assert.Contains(Processor.GetLeftPart(UriPartial.Authority), await buyer.Page.InnerTextAsync("main"));

        await buyer.Page.UnrouteAllAsync();
        await buyer.Page.Locator("main a.primary").ClickAsync();
        await ShouldBeAtProcessorAsync(buyer);
        await buyer.ShouldBeGoodInAllLooksAsync("aside-pay");
    }

    /// <summary>Shown a bad specimen, a window says so: otherwise the silence of the others would prove nothing.</summary>
    [Fact]
    public async Task Would_not_pass_with_a_violated_policy()
    {
        await using var window = await OpenUnwatchedAsync(Look.Desktop);
        await window.GoToAsync("/");

        await window.Page.RunAndWaitForConsoleMessageAsync(() => window.Page.EvaluateAsync(Leaving, Processor.ToString()),
            new() { Predicate = m => m.Text.StartsWith("policy:", StringComparison.Ordinal) });

        Assert.Contains(window.Problems, p => p.Contains("form-action", StringComparison.Ordinal));
    }

    private async Task<Visit> BuyerAsync(Look look, string email, bool scripts = true)
    {
        var buyer = await OpenAsync(look, scripts);
        await buyer.GoToAsync("/register?returnUrl=" + Uri.EscapeDataString(await CheckoutAsync()));
        await buyer.FillAsync("name", "Chen");
        await buyer.FillAsync("email", email);
        await buyer.FillAsync("password", "four birds cross the river");
        await buyer.PressAsync("main form button.primary");
        return buyer;
    }

    private async Task DecideAsync(Visit buyer, string decision)
    {
        await buyer.Page.Locator($"button[value={decision}]").ClickAsync();
        await ShouldBeAtOrderAsync(buyer);
    }

    private async Task ShouldBeAtProcessorAsync(Visit buyer)
    {
        await buyer.Page.WaitForURLAsync($"{Processor}test-processor/pay/**");
        var cookies = await buyer.Page.Context.CookiesAsync([Processor.ToString()]);
        Assert.Equal(["__Host-form"], cookies.Select(c => c.Name));
    }

    private Task ShouldBeAtOrderAsync(Visit buyer) => buyer.Page.WaitForURLAsync($"{Server.Address}c/*/orders/*");

    private async Task<string> CheckoutAsync() => await Aside.CommunityAsync() + "/checkout?tier=premium";
}

/// <summary>The program with its test processor on another host of this machine.</summary>
public sealed class ServerWithProcessorAside : GuildhallServer
{
    private readonly Lazy<Task<string>> _community;

    public ServerWithProcessorAside() => _community = new(FillAsync);

    public Uri Processor { get; } = new($"http://127.0.0.1:{FreePort()}");

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Guildhall__Payments__TestProcessorOrigin"] = Processor.GetLeftPart(UriPartial.Authority) };

    /// <summary>Path of a community that sells, made when it is asked for first.</summary>
    public Task<string> CommunityAsync() => _community.Value;

    private async Task<string> FillAsync() =>
        JsonSerializer.Deserialize<JsonElement>(await RunVerbAsync("demo", "--json")).GetProperty("communities")[0].GetString()!;
}
