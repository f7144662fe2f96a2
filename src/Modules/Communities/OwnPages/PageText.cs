using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;

namespace Guildhall.Communities.OwnPages;

/// <summary>Names and addresses of a community's own pages.</summary>
internal static class PageText
{
    public static string Title(this OwnPage page, Texts t) => page switch
    {
        OwnPage.Imprint => t["Imprint"],
        OwnPage.Privacy => t["Privacy"],
        _ => t["About"],
    };

    public static string PathOf(string community, OwnPage page) => $"/c/{community}/{EnumWords.Of(page)}";

    public static string Manage(string community, OwnPage page = OwnPage.About) => $"/c/{community}/manage/pages/{EnumWords.Of(page)}";
}
