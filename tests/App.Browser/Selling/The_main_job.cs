using System.IO.Compression;
using Guildhall.App.Browser.Hosting;
using Microsoft.Playwright;

namespace Guildhall.App.Browser.Selling;

/// <summary>An operator brings articles and sells them; a visitor finds one, pays, reads, and gets the money back.</summary>
public sealed class The_main_job(GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Secret = "Only members read this sentence.";

    [Fact]
    public async Task Leads_from_an_import_to_a_paying_reader_and_back()
    {
        var owner = await OpenAsync(Look.Desktop);
        await SetUpAsync(owner);
        await ImportAsync(owner);
        await PutBehindATierAsync(owner);

        var reader = await OpenAsync(Look.Phone.InChinese.InTheDark);
        await MeetThePaywallAsync(reader);
        await BuyAsync(reader);
        Assert.Contains(Secret, await reader.Page.InnerTextAsync("main"));

        await RefundAsync(owner);
        await reader.GoToAsync("/c/backend/articles/cache");
        Assert.DoesNotContain(Secret, await reader.Page.InnerTextAsync("main"));
        await reader.ShouldBeGoodAsync("main-access-ended");
    }

    private async Task SetUpAsync(Visit owner)
    {
        await owner.GoToAsync((await Server.SetupLinkAsync()).PathAndQuery);
        await owner.FillAsync("name", "Lin Wan");
        await owner.FillAsync("email", "lin@example.org");
        await owner.FillAsync("password", "quiet lantern over basalt");
        await owner.PressAsync("button[value=next]");
        await owner.Page.Locator("[value=paid_knowledge]").CheckAsync();
        await owner.FillAsync("communityName", "Backend");
        await owner.FillAsync("slug", "backend");
        await owner.PressAsync("button[value=next]");
        await owner.PressAsync("button[value=next]");
    }

    /// <summary>Nobody reloads by hand: the page of a job that is done shows its rows and what can be done next.</summary>
    private static async Task ImportAsync(Visit owner)
    {
        await owner.GoToAsync("/c/backend/manage/import");
        await owner.ShouldBeGoodAsync("main-import");
        await owner.Page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "notes.zip", MimeType = "application/zip", Buffer = Zip() });
        await owner.PressAsync("main form button.primary");

        var start = owner.Page.Locator("button[form=import-start]");
        await start.WaitForAsync();
        await owner.ShouldBeGoodAsync("main-import-checked");
        await start.ClickAsync();

        await owner.Page.Locator("[popovertarget=undo]").First.WaitForAsync();
        await owner.ShouldBeGoodAsync("main-import-done");
    }

    private static async Task PutBehindATierAsync(Visit owner)
    {
        await owner.GoToAsync("/c/backend/manage/spaces");
        var space = owner.Page.Locator(".space-row", new() { HasText = "/s/notes" });
        await space.Locator("summary").ClickAsync();
        await space.Locator("[name=tier]").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await space.Locator("button[value=save]").ClickAsync();
        await owner.Page.Locator(".space-row:has-text('/s/notes') .badge.accent").WaitForAsync();
        await owner.ShouldBeGoodAsync("main-spaces");
    }

    private static async Task MeetThePaywallAsync(Visit reader)
    {
        await reader.GoToAsync("/c/backend/search?q=" + Uri.EscapeDataString("缓存"));
        await reader.ShouldBeGoodAsync("main-search");
        await reader.PressAsync(".article-row-title a[href$='/cache']");
        Assert.DoesNotContain(Secret, await reader.Page.ContentAsync());
        await reader.ShouldBeGoodAsync("main-paywall");

        await reader.PressAsync(".paywall a[href*='/checkout'] >> nth=0");
        await reader.PressAsync("a[href*='/register']");
        await reader.FillAsync("name", "陈晨");
        await reader.FillAsync("email", "chen@example.org");
        await reader.FillAsync("password", "four birds cross the river");
        await reader.PressAsync("main form button.primary");
        await reader.ShouldBeGoodAsync("main-checkout");
    }

    private static async Task BuyAsync(Visit reader)
    {
        await reader.Page.Locator("button[value=buy]").DblClickAsync();
        await reader.Page.WaitForURLAsync("**/test-processor/**");
        await reader.ShouldBeGoodAsync("main-pay");
        await reader.Page.Locator("button[value=pay]").DblClickAsync();

        await reader.Page.Locator(".callout.success").WaitForAsync();
        await reader.ShouldBeGoodAsync("main-paid");
        await reader.PressAsync(".callout.success a.primary");
        await reader.ShouldBeGoodAsync("main-reading");
    }

    private static async Task RefundAsync(Visit owner)
    {
        await owner.GoToAsync("/c/backend/manage/orders");
        Assert.Equal(1, await owner.Page.Locator("tbody tr").CountAsync());
        await owner.PressAsync("tbody a[href*='/manage/orders/']");
        await owner.ShouldBeGoodAsync("main-order");
        await owner.PressAsync("main a[href*='/refund']");
        await owner.FillAsync("reason", "Asked for it back.");
        await owner.ShouldBeGoodAsync("main-refund");
        await owner.PressAsync("button[value=refund]");

        await owner.ShouldBeGoodAsync("main-refunded");
        await owner.GoToAsync("/c/backend/manage/access?member=chen@example.org&thing=ConsistentHashRing");
        await owner.ShouldBeGoodAsync("main-access");
        await owner.GoToAsync("/c/backend/manage/insights");
        await owner.ShouldBeGoodAsync("main-insights");
    }

    private static byte[] Zip()
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "notes/cache.md", $"# 缓存雪崩 and ConsistentHashRing\n\n### 公开的一段\n\n谁都能读。\n\n<!-- paywall -->\n\n{Secret}\n");
            Write(zip, "notes/queue.md", "# 消息队列\n\n见[缓存](cache.md)。\n");
        }
        return bytes.ToArray();
    }

    private static void Write(ZipArchive zip, string path, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(path).Open());
        writer.Write(text);
    }
}
