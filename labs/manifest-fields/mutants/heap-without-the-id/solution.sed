s/ -Did=.*//
