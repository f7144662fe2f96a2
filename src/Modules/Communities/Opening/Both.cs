using Guildhall.Kernel.Ui;

namespace Guildhall.Communities.Opening;

/// <summary>A text that is written into a new community in the language it speaks, which need not be the reader's.</summary>
internal readonly record struct Both(string Chinese, string English)
{
    public string In(string language) => language == Language.Chinese ? Chinese : English;
}
