namespace Guildhall.App.Browser.Hosting;

/// <summary>The program's very first start, on an empty folder.</summary>
public sealed class UntouchedServer : GuildhallServer
{
    protected override bool IsUntouched => true;
}
