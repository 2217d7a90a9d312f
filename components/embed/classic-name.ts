/** How the address of the classic script differs from that of the module; what follows, such as `?v=1`, stays. */
export const CLASSIC = /\.classic\.js(?=$|\?)/;
