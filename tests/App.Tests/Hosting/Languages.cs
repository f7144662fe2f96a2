namespace Guildhall.App.Tests.Hosting;

internal static class Languages
{
    /// <summary>Presses the switch at the foot of every page: it counts for more than what the member's account says.</summary>
    public static async Task<Client> ChoosesAsync(this Client browser, string language)
    {
        var form = new FormUrlEncodedContent([KeyValuePair.Create("lang", language)]);
        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/preferences") { Content = form });
        return browser;
    }
}
