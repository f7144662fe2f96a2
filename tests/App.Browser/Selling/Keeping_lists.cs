using Guildhall.App.Browser.Hosting;
using Guildhall.App.Browser.Talking;

namespace Guildhall.App.Browser.Selling;

/// <summary>An operator looks through coupons and subscriptions, and ends what is not needed any more.</summary>
public sealed class Keeping_lists(GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string Coupons = Backend.Path + "/manage/coupons";

    [Fact]
    public async Task Goes_from_many_codes_to_their_end_and_to_who_subscribes()
    {
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        await owner.GoToAsync(Coupons);
        await owner.ShouldBeGoodAsync("coupons-empty");
        await owner.AskAsync("POST", "/manage/coupons", new { code = "SPRING-26", kind = "percent", value = 20, campaign = "Spring mail" });
        await owner.AskAsync("POST", "/manage/coupons", new { count = 60, code = "MAIL", kind = "percent", value = 15, campaign = "Readers of the letter" });

        await owner.GoToAsync(Coupons);
        await owner.ShouldBeGoodInAllLooksAsync("coupons-list");
        await owner.Page.Locator(".admin-choice input").First.CheckAsync();
        await owner.ShouldBeGoodAsync("coupons-chosen");
        await owner.Page.Locator(".admin-all input").CheckAsync();
        await owner.PressAsync(".admin-deeds button");
        await owner.Page.Locator("main :text('61')").First.WaitForAsync();
        await owner.ShouldBeGoodInAllLooksAsync("coupons-end");
        await owner.PressAsync("main form[method=post] button.danger");
        await owner.Page.Locator(".callout.success").WaitForAsync();
        await owner.GoToAsync(Coupons + "?state=valid");
        await owner.Page.Locator(".empty").WaitForAsync();

        await owner.GoToAsync(Backend.Path + "/manage/subscriptions");
        await owner.ShouldBeGoodInAllLooksAsync("subscriptions-list");
    }
}
