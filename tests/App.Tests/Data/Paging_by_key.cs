using System.Globalization;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;

namespace Guildhall.App.Tests.Data;

[Trait("Database", "none")]
public class Paging_by_key
{
    [Theory]
    [InlineData(0, null), InlineData(2, null), InlineData(3, null), InlineData(4, 3)]
    public void Names_the_last_item_only_when_more_follows(int found, int? next)
    {
        var page = Paging.Cut([.. Enumerable.Range(1, found)], 3, n => n);

        Assert.Equal(Enumerable.Range(1, Math.Min(found, 3)), page.Items);
        Assert.Equal(next, page.Next);
    }

    [Fact]
    public void Keeps_its_key_when_items_become_something_else() =>
        Assert.Equal(("2", 2),
            new Page<int, int>([1, 2], 2).Select(n => n.ToString(CultureInfo.InvariantCulture)) is var page
                ? (page.Items[^1], page.Next) : default);

    [Theory, InlineData(int.MinValue, 1), InlineData(0, 1), InlineData(7, 7), InlineData(1000, 100)]
    public void Gives_a_caller_so_many_at_most(int wanted, int given) => Assert.Equal(given, Paging.Limit(wanted));

    [Fact]
    public void Links_say_what_is_set_and_nothing_else()
    {
        Assert.Equal("/here", Links.To("/here", ("state", null), ("q", "")));
        Assert.Equal("/here?q=a%26b%20%E4%B8%AD&before=12", Links.To("/here", ("q", "a&b 中"), ("state", null), ("before", 12L)));
    }
}
