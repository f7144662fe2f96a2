namespace Guildhall.Payments.Processors;

/// <summary>How the buyer goes on to pay.</summary>
internal abstract record CheckoutStart
{
    private CheckoutStart() { }

    /// <summary>On the processor's own page.</summary>
    /// <param name="Url">An https address, or a path of this site.</param>
    public sealed record Page(string Url) : CheckoutStart;

    /// <summary>With the processor's app, which reads this from a code on our page.</summary>
    /// <param name="Content">What the code says, e.g. <c>weixin://wxpay/bizpayurl?pr=…</c>.</param>
    public sealed record QrCode(string Content) : CheckoutStart;

    /// <summary>By a transfer that the buyer makes: our page says where to and with which words.</summary>
    /// <param name="Text">Lines of plain text in the operator's words.</param>
    public sealed record Transfer(string Text) : CheckoutStart;

    /// <summary>As a row keeps it.</summary>
    public CheckoutStartKind Kind => this switch
    {
        QrCode => CheckoutStartKind.QrCode,
        Transfer => CheckoutStartKind.Transfer,
        _ => CheckoutStartKind.Page,
    };

    /// <summary>As a row keeps it.</summary>
    public string Value => this switch
    {
        QrCode code => code.Content,
        Transfer transfer => transfer.Text,
        Page page => page.Url,
        _ => "",
    };

    public static CheckoutStart Of(CheckoutStartKind kind, string value) => kind switch
    {
        CheckoutStartKind.QrCode => new QrCode(value),
        CheckoutStartKind.Transfer => new Transfer(value),
        _ => new Page(value),
    };
}

internal enum CheckoutStartKind
{
    Page,
    QrCode,
    Transfer,
}
