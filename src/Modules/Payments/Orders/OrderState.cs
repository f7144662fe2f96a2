namespace Guildhall.Payments.Orders;

/// <summary>How an order stands at an instant. Never stored: it follows from the order's facts and the clock.</summary>
public enum OrderState
{
    /// <summary>Waits for the buyer or for the processor.</summary>
    Pending,

    /// <summary>Nobody paid in time. Money that arrives all the same is still honoured.</summary>
    Expired,

    /// <summary>The buyer turned back. Money that arrives all the same is still honoured.</summary>
    Cancelled,

    Paid,

    /// <summary>Money arrived that does not fit the order: an operator decides.</summary>
    Held,

    /// <summary>All that was paid has gone back.</summary>
    Refunded,
}

/// <summary>How an order came about.</summary>
public enum OrderKind
{
    /// <summary>Somebody bought.</summary>
    Purchase,

    /// <summary>A processor charged a further period of a subscription.</summary>
    Renewal,

    /// <summary>A member changed to a dearer plan at once.</summary>
    Upgrade,

    /// <summary>Somebody bought it for somebody else, who claims it.</summary>
    Gift,

    /// <summary>Somebody without an account bought; it is given when the account is there.</summary>
    Visitor,
}

/// <summary>Why an order waits for an operator.</summary>
public enum HeldReason
{
    WrongAmount,
    WrongCurrency,
    PaidTwice,

    /// <summary>Whoever has the visitor's address had used up a coupon of the order. The money goes back by itself.</summary>
    CouponSpent,

    /// <summary>Charged for a subscription that another has replaced, or whose money had gone back. It goes back by itself.</summary>
    AfterEnd,
}
